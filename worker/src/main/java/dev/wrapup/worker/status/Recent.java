package dev.wrapup.worker.status;

import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.ledger.LedgerEntry.Final;
import dev.wrapup.worker.status.Names.Owner;
import dev.wrapup.worker.status.Status.LastMinute;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what the ledger says of a short time, partition after partition. Pure, and for one thread. */
final class Recent {

    private final Map<Owner, LastMinute> sums = new TreeMap<>();

    /** Begins the count of one partition, which {@link Partition#end} adds to the others. */
    Partition partition(Sample sample) {
        return new Partition(sample);
    }

    List<LastMinute> sums() {
        return List.copyOf(sums.values());
    }

    final class Partition {

        private final Sample sample;
        private final Map<Owner, Map<Final, Long>> counted = new HashMap<>();

        private Partition(Sample sample) {
            this.sample = sample;
        }

        void add(Owner owner, LedgerEntry entry) {
            counted.computeIfAbsent(owner, it -> new EnumMap<>(Final.class)).merge(entry.outcome(), 1L, Long::sum);
        }

        /** The end of what was counted. */
        void end() {
            counted.forEach((owner, outcomes) -> sums.merge(owner, of(owner, outcomes, sample), Recent::sum));
        }
    }

    private static LastMinute of(Owner owner, Map<Final, Long> outcomes, Sample sample) {
        return new LastMinute(
                owner.id(),
                owner.name(),
                sample.grown(outcomes.getOrDefault(Final.DELIVERED, 0L)),
                sample.grown(outcomes.getOrDefault(Final.DEAD, 0L)),
                sample.grown(outcomes.getOrDefault(Final.REPLAYED, 0L)),
                sample.grown(outcomes.getOrDefault(Final.DISCARDED, 0L)),
                !sample.isWhole());
    }

    private static LastMinute sum(LastMinute one, LastMinute other) {
        return new LastMinute(
                one.organizationId(),
                one.organization(),
                one.delivered() + other.delivered(),
                one.dead() + other.dead(),
                one.replayed() + other.replayed(),
                one.discarded() + other.discarded(),
                one.estimated() || other.estimated());
    }
}
