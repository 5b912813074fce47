package dev.wrapup.sandbox.eventbridge;

import java.time.Duration;
import java.util.Optional;

/** How one attempt went. */
sealed interface Attempt {

    /** What the answer asked to wait; empty where it asked nothing. */
    Optional<Duration> retryAfter();

    /** There was an answer. */
    record Answered(int status, Optional<Duration> retryAfter) implements Attempt {}

    /** There was none in time, or no connection. */
    record Unanswered() implements Attempt {

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.empty();
        }
    }
}
