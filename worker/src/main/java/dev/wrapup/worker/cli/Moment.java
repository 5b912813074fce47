package dev.wrapup.worker.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** A moment as a person writes it: in the command line of every command that takes a period. Pure. */
final class Moment {

    /** For an option's description. */
    static final String FORMS =
            "an instant (2026-03-01T08:00:00Z), a date (its first moment in UTC), or how long ago (30m, 2h, 7d)";

    private static final Pattern AGO = Pattern.compile("([0-9]{1,9})([smhd])");

    private Moment() {}

    /**
     * The moment that the text names.
     *
     * @param text an ISO-8601 instant with {@code Z} or an offset; a date, which is its first moment in UTC; or a
     *     duration of one unit ({@code s}, {@code m}, {@code h} or {@code d}) before now
     * @throws TypeConversionException when it is none of them: the message says what may stand there
     */
    static Instant parse(String text, Instant now) {
        try {
            Matcher ago = AGO.matcher(text);
            if (ago.matches()) {
                return now.minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
            }
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is not " + FORMS);
        }
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
