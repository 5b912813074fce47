package dev.wrapup.worker.work;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Trail;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.kafka.RecordSizes;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that was taken from its partition and has no durable outcome yet.
 *
 * @param trail what earlier hops know of it
 */
record Taken(AssignedPartition partition, ConsumerRecord<byte[], byte[]> record, Trail trail) {

    /** By age: who came first is served first, however often it went through a delay topic meanwhile. */
    static final Comparator<Taken> OLDEST_FIRST = Comparator.<Taken>comparingLong(
                    taken -> taken.trail.firstSeen().toEpochMilli())
            .thenComparingLong(taken -> taken.record.offset());

    /** What a record costs in memory beside its own bytes, about, while it waits. */
    private static final int OVERHEAD = 512;

    Taken(AssignedPartition partition, ConsumerRecord<byte[], byte[]> record) {
        this(partition, record, TrailHeaders.read(record));
    }

    /** The organization that its key names, for people; a dash where it names none. */
    String organization() {
        return organizationOfKey().map(OrganizationId::value).orElse("-");
    }

    /** The organization that its key names, if it names one. */
    Optional<OrganizationId> organizationOfKey() {
        byte @Nullable [] key = record.key();
        return Optional.ofNullable(key)
                .flatMap(bytes -> OrganizationId.parse(new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    /** Whether no pass has worked on it yet. */
    boolean isFresh() {
        return trail.effort().equals(Effort.NONE);
    }

    /** Places that it takes while a pass works on it. */
    int places() {
        return RecordSizes.places(record);
    }

    /** Bytes that it takes while it waits. */
    long bytes() {
        return RecordSizes.inMemory(record) + OVERHEAD;
    }
}
