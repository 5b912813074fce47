package dev.wrapup.config;

import dev.wrapup.topic.Delay;
import java.time.Duration;
import java.util.List;

/**
 * How long a record waits between passes, and for how long in all.
 *
 * @param delays at least one, strictly ascending, each at most 7 days; one topic each
 * @param maxAge after which a deferred record becomes a dead letter; at least the longest delay, at most 30 days
 */
public record RetrySettings(List<Delay> delays, Duration maxAge) {

    /** Copies the delays. */
    public RetrySettings {
        delays = List.copyOf(delays);
    }
}
