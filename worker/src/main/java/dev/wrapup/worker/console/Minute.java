package dev.wrapup.worker.console;

import dev.wrapup.worker.deliver.Observation;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.live.WorkerState.Counts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to an organization's records in a minute, or in several. For one thread. */
final class Minute {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    private long delivered;
    private long dead;
    private Counts calls = NONE;
    private @Nullable Distribution readinessLag;
    private @Nullable Distribution readyToDelivered;

    /** One more; the times of so many are about as its own. */
    void add(LedgerEntry entry, int countsAs) {
        switch (entry.outcome()) {
            case DELIVERED -> {
                delivered++;
                observe(entry, countsAs);
            }
            case DEAD -> dead++;
            case REPLAYED, DISCARDED -> {}
        }
    }

    /** One more, of which no more is known. */
    void deliver() {
        delivered++;
    }

    /**
     * As the metrics of a worker have it: nothing is known of what was found already wrapped up, and the time of what a
     * person sent back goes to the person.
     */
    private void observe(LedgerEntry entry, int countsAs) {
        Instant ready = entry.firstReadyAt();
        if (ready != null && entry.replays() == 0) {
            Instant birth = Observation.birth(entry.closedAt(), entry.firstSeenAt());
            Instant notReady = entry.lastNotReadyAt() == null ? birth : entry.lastNotReadyAt();
            readinessLag = with(readinessLag, Duration.between(birth, ready), countsAs);
            readyToDelivered = with(readyToDelivered, Duration.between(notReady, ready), countsAs);
        }
    }

    private static Distribution with(@Nullable Distribution distribution, Duration duration, int times) {
        Distribution more = distribution == null ? new Distribution() : distribution;
        more.add(duration, times);
        return more;
    }

    /** What a worker has counted since it told last. */
    void add(Counts more) {
        calls = plus(calls, more, 1);
    }

    void add(Minute other) {
        delivered += other.delivered;
        dead += other.dead;
        calls = plus(calls, other.calls, 1);
        readinessLag = sum(readinessLag, other.readinessLag);
        readyToDelivered = sum(readyToDelivered, other.readyToDelivered);
    }

    private static @Nullable Distribution sum(@Nullable Distribution one, @Nullable Distribution other) {
        if (other == null) {
            return one;
        }
        Distribution sum = one == null ? new Distribution() : one;
        sum.add(other);
        return sum;
    }

    long delivered() {
        return delivered;
    }

    long dead() {
        return dead;
    }

    Counts calls() {
        return calls;
    }

    Quantiles readinessLag() {
        return Quantiles.of(readinessLag);
    }

    Quantiles readyToDelivered() {
        return Quantiles.of(readyToDelivered);
    }

    /** Half of them, and all but one in twenty, took no longer; null where nothing is known. */
    record Quantiles(@Nullable Long p50Millis, @Nullable Long p95Millis) {

        static final Quantiles UNKNOWN = new Quantiles(null, null);

        private static Quantiles of(@Nullable Distribution distribution) {
            return distribution == null
                    ? UNKNOWN
                    : new Quantiles(distribution.quantileMillis(0.5), distribution.quantileMillis(0.95));
        }
    }

    /** What was counted between two states of the same process. */
    static Counts difference(Counts now, @Nullable Counts before) {
        return before == null ? now : plus(now, before, -1);
    }

    private static Counts plus(Counts one, Counts other, int sign) {
        return new Counts(
                one.delivered() + sign * other.delivered(),
                one.deferred() + sign * other.deferred(),
                one.dead() + sign * other.dead(),
                one.apiCalls() + sign * other.apiCalls(),
                one.race() + sign * other.race(),
                one.notInOrganization() + sign * other.notInOrganization(),
                one.unverified() + sign * other.unverified());
    }
}
