package dev.wrapup.worker.deliver;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of the ledger tells of one wrap-up's readiness.
 *
 * @param closedAt when the conversation ended, by the platform's clock; null where the event does not say
 * @param firstSeenAt when the closure arrived, which is taken for the first poll that found it not ready
 * @param lastNotReadyAt the last poll that found it not ready; null where none did
 * @param firstReadyAt the poll that found it ready; null where none did
 */
public record Observation(
        @Nullable Instant closedAt,
        Instant firstSeenAt,
        @Nullable Instant lastNotReadyAt,
        @Nullable Instant firstReadyAt) {

    /**
     * From when an interaction's age counts: from its closure by the platform's clock, unless that is later than its
     * arrival, which cannot be.
     */
    public static Instant birth(@Nullable Instant closedAt, Instant firstSeenAt) {
        return closedAt == null || closedAt.isAfter(firstSeenAt) ? firstSeenAt : closedAt;
    }

    void teach(Forecast forecast) {
        if (lastNotReadyAt == null) {
            return; // ready at once tells nothing of those that are not
        }
        Duration last = age(lastNotReadyAt);
        forecast.notReady(null, age(firstSeenAt));
        forecast.notReady(age(firstSeenAt), last);
        if (firstReadyAt != null) {
            forecast.ready(last, age(firstReadyAt));
        }
    }

    private Duration age(Instant instant) {
        return Duration.between(birth(closedAt, firstSeenAt), instant);
    }
}
