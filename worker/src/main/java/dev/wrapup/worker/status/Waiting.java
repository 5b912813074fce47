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

    /**
     * A count of nothing yet.
     *
     * @param delay of a delay topic; null for the closures
     */
    Waiting(@Nullable Duration delay) {
        this.delay = delay;
    }

    /** Begins the count of one partition, which {@link Partition#end} adds to the topic's. */
    Partition partition() {
        return new Partition();
    }

    List<Backlog> backlogs() {
        return List.copyOf(backlogs.values());
    }

    final class Partition {

        private final Map<Owner, Backlog> counted = new HashMap<>();

        void add(Owner owner, ConsumerRecord<?, ?> record) {
            Instant written = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
            Instant due = delay == null ? null : TrailHeaders.due(record).orElseGet(() -> written.plus(delay));
            Instant firstSeen = TrailHeaders.read(record).firstSeen();
            counted.merge(owner, new Backlog(owner.id(), owner.name(), 1, false, firstSeen, due), Waiting::sum);
        }

        /**
         * The end of what was counted.
         *
         * @param portion of the partition's backlog that was, more than 0 and at most 1: 1 for all of it
         */
        void end(double portion) {
            counted.forEach((owner, backlog) -> backlogs.merge(owner, grown(backlog, portion), Waiting::sum));
        }
    }

    private static Backlog grown(Backlog counted, double portion) {
        return portion >= 1
                ? counted
                : new Backlog(
                        counted.organizationId(),
                        counted.organization(),
                        Math.round(counted.waiting() / portion),
                        true,
                        counted.oldest(),
                        counted.nextDue());
    }

    private static Backlog sum(Backlog one, Backlog other) {
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
                        : other.nextDue());
    }
}
