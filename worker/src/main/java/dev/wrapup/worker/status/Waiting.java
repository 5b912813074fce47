package dev.wrapup.worker.status;

import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.status.Names.Owner;
import dev.wrapup.worker.status.Status.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Counts what waits in one topic, partition after partition. Pure, and for one thread. */
final class Waiting {

    private final @Nullable Duration delay;
    private final Map<Owner, Backlog> backlogs = new TreeMap<>();
    private long unseen;

    /**
     * A count of nothing yet.
     *
     * @param delay of a delay topic; null for the closures
     */
    Waiting(@Nullable Duration delay) {
        this.delay = delay;
    }

    /** Begins the count of one partition, which {@link Partition#end} adds to the topic's. */
    Partition partition(Sample sample) {
        return new Partition(sample);
    }

    List<Backlog> backlogs() {
        return List.copyOf(backlogs.values());
    }

    /** Offsets of which it is not known whose records stand there. */
    long unseen() {
        return unseen;
    }

    final class Partition {

        private final Sample sample;
        private final Map<Owner, Backlog> counted = new HashMap<>();

        private Partition(Sample sample) {
            this.sample = sample;
        }

        /** One more of the sample; the oldest come first. */
        void add(Owner owner, ConsumerRecord<?, ?> record) {
            Instant written = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
            Instant due = delay == null ? null : TrailHeaders.due(record).orElseGet(() -> written.plus(delay));
            Instant firstSeen = TrailHeaders.read(record).firstSeen();
            boolean mayBeOlder = record.offset() >= sample.paused();
            Backlog one = new Backlog(owner.id(), owner.name(), 1, !sample.isWhole(), firstSeen, due, mayBeOlder);
            counted.merge(owner, one, (before, next) -> sum(before, next, before.mayBeOlder()));
        }

        /** The end of what was counted. */
        void end() {
            unseen += sample.leftOut();
            counted.forEach((owner, backlog) -> backlogs.merge(
                    owner, grown(backlog), (one, other) -> sum(one, other, one.mayBeOlder() || other.mayBeOlder())));
        }

        private Backlog grown(Backlog counted) {
            return new Backlog(
                    counted.organizationId(),
                    counted.organization(),
                    sample.grown(counted.waiting()),
                    counted.estimated(),
                    counted.oldest(),
                    counted.nextDue(),
                    counted.mayBeOlder());
        }
    }

    private static Backlog sum(Backlog one, Backlog other, boolean mayBeOlder) {
        return new Backlog(
                one.organizationId(),
                one.organization(),
                one.waiting() + other.waiting(),
                one.estimated() || other.estimated(),
                one.oldest().isBefore(other.oldest()) ? one.oldest() : other.oldest(),
                one.nextDue() == null
                                || other.nextDue() == null
                                || one.nextDue().isBefore(other.nextDue())
                        ? one.nextDue()
                        : other.nextDue(),
                mayBeOlder);
    }
}
