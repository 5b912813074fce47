package dev.wrapup.worker.genesys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final String SECRET = "a/\"secret\"+=é\\";

    private final Redaction redaction = Redaction.of(List.of(SECRET));

    static Stream<String> spellings() {
        return Stream.of(
                SECRET,
                "a/\\\"secret\\\"+=é\\\\",
                "a\\/\\\"secret\\\"+=é\\\\",
                URLEncoder.encode(SECRET, UTF_8),
                Base64.getEncoder().withoutPadding().encodeToString(SECRET.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void aSecretIsTakenOutHoweverItIsSpelt(String spelling) {
        assertThat(redaction.apply("before " + spelling + " between " + spelling + " after"))
                .isEqualTo("before *** between *** after");
        assertThat(redaction.isClean("before " + spelling)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer eyJhbGciOiJ.x_y-z",
                "bearer: 0123456789abcdef",
                "BASIC aWQ6c2VjcmV0",
                "Basic \"aWQ6c2VjcmV0"
            })
    void aCredentialIsTakenOutWhosesoeverItIs(String credential) {
        assertThat(redaction.apply("said " + credential)).matches("(?i)said (bearer|basic)[ :\"]+\\*\\*\\*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "status 404", "the bearer token is wrong", "a basic error", "Bearer", "not.found"})
    void whatIsNoSecretStays(String text) {
        assertThat(redaction.apply(text)).isEqualTo(text);
        assertThat(redaction.isClean(text)).isTrue();
    }

    @Test
    void ofAFewLettersNothingWouldBeLeft() {
        assertThat(Redaction.of(List.of("", "a", "abc")).apply("a, b, abc")).isEqualTo("a, b, abc");
    }

    @Test
    void theCredentialOfARequestIsOneMore() {
        Request request = new Request(
                "GET",
                URI.create("https://platform.test"),
                Map.of("Authorization", "Bearer t0ken"),
                null,
                Duration.ZERO);

        assertThat(redaction.and(request.credential()).apply("t0ken, " + SECRET))
                .isEqualTo("***, ***");
        assertThat(redaction.and(Optional.empty()).apply("t0ken, " + SECRET)).isEqualTo("t0ken, ***");
    }

    @Test
    void itDoesNotPrintWhatItKeeps() {
        assertThat(redaction).hasToString("Redaction");
    }

    @Test
    void aSecretThatBeginsWithAnotherIsTakenOutWhole() {
        Redaction both = Redaction.of(List.of("acme-2024", "acme-2024-rotated"));

        assertThat(both.apply("acme-2024-rotated, acme-2024")).isEqualTo("***, ***");
        assertThat(both.and(Optional.of("acme-2024-token")).apply("acme-2024-token, acme-2024"))
                .isEqualTo("***, ***");
    }

    @Test
    void aQuoteIsRedactedBeforeItIsCutOff() {
        String body = "x".repeat(195) + SECRET;

        assertThat(new Response(500, Map.of(), body, false, redaction).describe())
                .isEqualTo("status 500: " + "x".repeat(195) + "***");
    }

    @Test
    void aCorrelationIdThatIsASecretIsNone() {
        Redaction token = Redaction.of(List.of("t0ken"));

        assertThat(new Response(500, Map.of("ININ-Correlation-Id", "a-t0ken-b"), "", false, token).correlationId())
                .isNull();
        assertThat(new Response(500, Map.of("ININ-Correlation-Id", "a-b"), "", false, token).correlationId())
                .isEqualTo("a-b");
    }
}
