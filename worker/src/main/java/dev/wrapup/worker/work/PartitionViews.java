package dev.wrapup.worker.work;

import dev.wrapup.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What the loop last said of its partitions, for whoever looks from another thread. */
final class PartitionViews {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Clock clock;
    private long lookedNanos;
    private volatile List<PartitionView> latest = List.of();

    PartitionViews(Clock clock) {
        this.clock = clock;
        this.lookedNanos = clock.nanoTime() - INTERVAL.toNanos();
    }

    /** Looks at them, if that was a while ago; for the loop's thread. */
    void look(Collection<AssignedPartition> partitions) {
        long now = clock.nanoTime();
        if (now - lookedNanos >= INTERVAL.toNanos()) {
            lookedNanos = now;
            latest = partitions.stream().map(AssignedPartition::view).toList();
        }
    }

    /** As they were then. Thread-safe. */
    List<PartitionView> latest() {
        return latest;
    }
}
