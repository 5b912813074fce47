package dev.wrapup.sandbox.genesys;

import java.time.Duration;
import java.time.Instant;

/**
 * A client's requests in a fixed window of one minute, which begins with the first request after the last window
 * ended. Thread-safe.
 */
final class RateWindow {

    private static final Duration LENGTH = Duration.ofMinutes(1);

    private final int allowed;
    private Instant end = Instant.MIN;
    private int count;

    /** A window that admits so many requests; 0 for any number. */
    RateWindow(int allowed) {
        this.allowed = allowed;
    }

    /** Counts a request, refused or not. */
    synchronized Usage count(Instant now) {
        if (!now.isBefore(end)) {
            end = now.plus(LENGTH);
            count = 0;
        }
        count++;
        return new Usage(count, allowed, Duration.between(now, end));
    }

    /** Where the window stands after a request. */
    record Usage(int count, int allowed, Duration untilReset) {

        boolean limited() {
            return allowed > 0;
        }

        boolean refused() {
            return limited() && count > allowed;
        }

        /** Rounded up, since asking again a moment early would be refused once more. */
        long resetSeconds() {
            return untilReset.plusNanos(999_999_999).toSeconds();
        }
    }
}
