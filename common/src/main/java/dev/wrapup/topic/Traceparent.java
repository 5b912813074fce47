package dev.wrapup.topic;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of one span in its trace, as the W3C's Trace Context writes it: {@code version-trace-parent-flags}. It exists
 * only in that form, so it can stand in a header or a log line whoever sent it.
 *
 * @param value 55 characters, lower case
 */
public record Traceparent(String value) {

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** Checks its form. */
    public Traceparent {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a traceparent");
        }
    }

    /** The text as such; empty when it is none, or there is none. */
    public static Optional<Traceparent> parse(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new Traceparent(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
