package dev.wrapup.worker.genesys;

import static dev.wrapup.worker.genesys.ScriptedTransport.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'code': 'not.found', 'message': 'No such thing'} | status 404: not.found No such thing",
                "{'code': 'not.found'}                             | status 404: not.found",
                "{'message': 'No such thing'}                      | status 404: No such thing",
                "{'message': ''}                                   | status 404: {'message': ''}",
                "{'code': 7, 'message': {}}                        | status 404: 7",
                "[]                                                | status 404: []",
                "<html>Not here</html>                             | status 404: <html>Not here</html>",
            })
    void whatThePlatformSaidIsSaid(String body, String described) {
        assertThat(answer(404, body).describe()).isEqualTo(described.replace('\'', '"'));
    }

    @Test
    void anEmptyBodyLeavesTheStatus() {
        assertThat(answer(502, " \r\n ").describe()).isEqualTo("status 502");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{'message': '%s'}", "{'code': '%s'}", "{'code': 'a', 'message': '%s'}"})
    void aDescriptionIsOneLineOfBoundedLength(String body) {
        long seed = new Random().nextLong();
        System.out.println("seed of the description: " + seed);
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("first\\r\\n\\u0085\\u2028second\\u001b[31m\\u202e");
        for (int i = 0; i < 5_000; i++) {
            text.append((char) (0xd800 + random.nextInt(0x800))); // halves of pairs
        }

        String described = answer(500, body.formatted(text)).describe();

        assertThat(described).as("seed %d", seed).startsWith("status 500: ").hasSizeLessThan(250);
        assertThat(described.codePoints().noneMatch(ResponseTest::breaksALine))
                .as("seed %d: %s", seed, described)
                .isTrue();
    }

    private static boolean breaksALine(int codePoint) {
        return Character.isISOControl(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
                    case Character.FORMAT -> true;
                    default -> false;
                };
    }

    @Test
    void headersAreFoundWhateverTheirCase() {
        Response response = answer(200, "", Map.of("ININ-Correlation-Id", "abc-123"));

        assertThat(response.header("inin-correlation-id")).isEqualTo("abc-123");
        assertThat(response.correlationId()).isEqualTo("abc-123");
        assertThat(response.header("other")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "ä", "<script>"})
    void aCorrelationIdThatCouldNotStandInALogLineIsNone(String id) {
        assertThat(answer(200, "", Map.of("ININ-Correlation-Id", id)).correlationId())
                .isNull();
        assertThat(answer(200, "", Map.of("ININ-Correlation-Id", "x".repeat(101)))
                        .correlationId())
                .isNull();
        assertThat(answer(200, "").correlationId()).isNull();
    }

    @Test
    void aBodyThatWasCutOffIsNoJson() {
        assertThat(new Response(200, Map.of(), "{}", true).json().isMissingNode())
                .isTrue();
        assertThat(new Response(200, Map.of(), "{}", false).json().isObject()).isTrue();
    }

    @Test
    void aBodyNestedWithoutEndIsNoJson() {
        assertThat(answer(200, "[".repeat(100_000)).json().isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"199, false", "200, true", "202, true", "299, true", "300, false"})
    void twoHundredsAreSuccess(int status, boolean succeeded) {
        assertThat(answer(status, "").succeeded()).isEqualTo(succeeded);
    }
}
