package dev.wrapup.worker.kafka;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where partitions begin and end, many at once, as far as they are committed. */
public final class Offsets {

    private Offsets() {}

    /**
     * The offset of the oldest record that is left of each.
     *
     * @throws KafkaUnavailableException when the cluster does not say
     */
    public static Map<TopicPartition, Long> beginnings(Admin admin, Collection<TopicPartition> partitions) {
        return list(admin, partitions, OffsetSpec.earliest());
    }

    /** The offset after the last committed record of each. */
    public static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicPartition> partitions) {
        return list(admin, partitions, OffsetSpec.latest());
    }

    /** The offset of the first record of each that was written at that time or later; none where there is none. */
    public static Map<TopicPartition, Long> since(Admin admin, Collection<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> offsets = list(admin, partitions, OffsetSpec.forTimestamp(time.toEpochMilli()));
        offsets.values().removeIf(offset -> offset < 0);
        return offsets;
    }

    private static Map<TopicPartition, Long> list(Admin admin, Collection<TopicPartition> partitions, OffsetSpec what) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> what));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Kafka.await(
                        admin.listOffsets(question, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                                .all(),
                        "tell where the partitions begin and end")
                .forEach((partition, listed) -> offsets.put(partition, listed.offset()));
        return offsets;
    }
}
