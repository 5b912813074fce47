package dev.wrapup.sandbox.eventbridge;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Which answers EventBridge tries again, and when. Pure. */
final class Retries {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Retries() {}

    /** Other 4xx are final: the event goes to the rule's own dead-letter queue. */
    static boolean again(int status) {
        return status == 401 || status == 407 || status == 409 || status == 429 || status >= 500;
    }

    /**
     * What to wait before the next attempt: what the answer asked for, else an exponential backoff with jitter.
     *
     * @param attempts so far, at least 1
     */
    static Duration pause(int attempts, Optional<Duration> retryAfter, RandomGenerator random) {
        return retryAfter.orElseGet(() -> {
            long ceiling = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempts - 1, 16));
            return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
        });
    }

    /** The seconds of a {@code Retry-After}; empty for a date or nonsense, which EventBridge need not honour. */
    static Optional<Duration> seconds(String retryAfter) {
        return retryAfter.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
                : Optional.empty();
    }
}
