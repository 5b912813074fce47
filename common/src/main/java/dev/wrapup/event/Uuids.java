package dev.wrapup.event;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The one check that stands between a string from outside and a URL, a header or a log line. */
final class Uuids {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Uuids() {}

    /** The UUID in lower case, so that two spellings of one id are one id; empty when it is none. */
    static Optional<String> canonical(String text) {
        return UUID.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
