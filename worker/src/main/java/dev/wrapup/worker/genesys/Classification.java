package dev.wrapup.worker.genesys;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a status means, apart from success. Pure.
 *
 * <p>429, 502, 503 and 504 are transient by the platform's own advice. A status that the platform does not document
 * counts as unavailable, so that a gateway's mistake delays work and does not kill it.
 */
final class Classification {

    private static final Duration DEFAULT_THROTTLE = Duration.ofMinutes(1); // the platform's rate-limit window
    private static final Duration MAX_THROTTLE = Duration.ofDays(1); // daily limits can ask for hours
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,7}");
    private static final Pattern SECONDS_IN_MESSAGE = Pattern.compile("\\[([0-9]{1,7})] seconds");

    private Classification() {}

    /** What an unsuccessful answer to a question means. */
    static Answer ofQuestion(Response response, Instant now) {
        return switch (response.status()) {
            case 404 -> new Answer.NotFound();
            case 401 -> new Answer.Refused(true, response.describe());
            case 403 -> new Answer.Refused(false, response.describe());
            case 429 -> new Answer.Throttled(retryAfter(response, now), response.describe());
            case 400, 405, 406, 409, 410, 413, 414, 415, 422 -> new Answer.Rejected(response.describe());
            default -> new Answer.Unavailable(response.describe());
        };
    }

    /** What an unsuccessful answer to a wrap-up means: the same, but a gateway cannot tell how far it got. */
    static Answer ofWrapUp(Response response, Instant now) {
        return switch (response.status()) {
            case 408, 502, 504 -> new Answer.InDoubt(response.describe());
            default -> ofQuestion(response, now);
        };
    }

    /** How long a 429 asks to wait: {@code Retry-After} in seconds or as a date, the window's reset, or the message. */
    static Duration retryAfter(Response response, Instant now) {
        Duration wait = seconds(response.header("Retry-After"));
        if (wait == null) {
            wait = until(response.header("Retry-After"), now);
        }
        if (wait == null) {
            wait = seconds(response.header("inin-ratelimit-reset"));
        }
        if (wait == null) {
            Matcher message =
                    SECONDS_IN_MESSAGE.matcher(response.json().path("message").asString(""));
            wait = message.find() ? seconds(message.group(1)) : DEFAULT_THROTTLE;
        }
        return wait == null || wait.isNegative() ? Duration.ZERO : min(wait, MAX_THROTTLE);
    }

    static @Nullable Duration seconds(@Nullable String text) {
        return text != null && SECONDS.matcher(text.strip()).matches()
                ? Duration.ofSeconds(Long.parseLong(text.strip()))
                : null;
    }

    private static @Nullable Duration until(@Nullable String date, Instant now) {
        try {
            return date == null
                    ? null
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException e) {
            return null; // neither of the two forms that HTTP knows: as if it were not there
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
