package dev.wrapup.worker.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a dead letter holds, fit to be looked at: anybody may have written it.
 *
 * @param headers all of them, in their order; one of {@code text} and {@code hex} is set, or none for a header without a
 *     value
 * @param event its bytes; null where they were too large to be moved to the dead letters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Contents(List<Line> headers, @Nullable Line event) {

    /** Of a field that stands there twice, one would be shown and another perhaps be acted on. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Line breaks and tabs are shown; whatever else controls a terminal is not. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}&&[^\\n\\r\\t]]");

    /** More than that of what is no text tells nobody anything. */
    private static final int MOST_HEX_BYTES = 2_048;

    /**
     * Some bytes.
     *
     * @param json they are, and then that is all they are shown as
     * @param text printable UTF-8
     * @param hex the first 2,048 bytes, where they are neither
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            String name,
            @Nullable JsonNode json,
            @Nullable String text,
            @Nullable String hex) {

        /** For a terminal: indented where it is JSON; empty where there is no value. */
        public Optional<String> shown() {
            if (json != null) {
                return Optional.of(UNPRINTABLE.matcher(json.toPrettyString()).replaceAll(Line::escaped));
            }
            return text != null ? Optional.of(text) : Optional.ofNullable(hex).map(digits -> "(hex) " + digits);
        }

        private static String escaped(MatchResult found) {
            return found.group().chars().mapToObj("\\\\u%04x"::formatted).collect(Collectors.joining());
        }

        private static Line of(String name, byte @Nullable [] bytes) {
            String text = bytes == null ? null : printable(bytes);
            return new Line(name, null, text, bytes == null || text != null ? null : digits(bytes));
        }
    }

    /** What this one holds. */
    public static Contents of(DeadLetter letter) {
        List<Line> headers = new ArrayList<>();
        for (Header header : letter.record().headers()) {
            headers.add(Line.of(header.key(), header.value()));
        }
        return new Contents(headers, event(letter.record().value()));
    }

    private static @Nullable Line event(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return new Line("event", JSON.readTree(bytes), null, null);
        } catch (JacksonException e) {
            return Line.of("event", bytes);
        }
    }

    /** Null where the bytes are no printable text. */
    private static @Nullable String printable(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return UNPRINTABLE.matcher(text).find() ? null : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String digits(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, MOST_HEX_BYTES));
    }
}
