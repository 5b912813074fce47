package dev.wrapup.worker.deadletter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A consumer of topics with one partition, to which nothing is written any more. It knows what it has brought. */
final class StandingPartitions extends MockConsumer<byte[], byte[]> {

    private final List<ConsumerRecord<byte[], byte[]>> held = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> brought = new ArrayList<>();

    StandingPartitions() {
        super("earliest");
    }

    /** The next record of its partition. */
    void hold(ConsumerRecord<byte[], byte[]> record) {
        held.add(record);
    }

    /** The offsets that were brought of this topic, each as often as it was. */
    List<Long> brought(String topic) {
        return brought.stream()
                .filter(record -> record.topic().equals(topic))
                .map(ConsumerRecord::offset)
                .toList();
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic) {
        return List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0]));
    }

    @Override
    public synchronized Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> 0L));
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .collect(Collectors.toMap(
                        partition -> partition,
                        partition -> of(partition, record -> true).stream()
                                .mapToLong(record -> record.offset() + 1)
                                .max()
                                .orElse(0)));
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
        Map<TopicPartition, OffsetAndTimestamp> offsets = new HashMap<>();
        times.forEach((partition, time) -> of(partition, record -> record.timestamp() >= time).stream()
                .findFirst()
                .ifPresent(
                        record -> offsets.put(partition, new OffsetAndTimestamp(record.offset(), record.timestamp()))));
        return offsets;
    }

    /** One record: whoever asks for no more of them is brought no more. */
    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        TopicPartition partition = assignment().iterator().next();
        List<ConsumerRecord<byte[], byte[]>> next =
                of(partition, record -> record.offset() >= position(partition)).stream()
                        .limit(1)
                        .toList();
        next.forEach(record -> seek(partition, record.offset() + 1));
        brought.addAll(next);
        return new ConsumerRecords<>(
                Map.of(partition, next), Map.of(partition, new OffsetAndMetadata(position(partition))));
    }

    private List<ConsumerRecord<byte[], byte[]>> of(
            TopicPartition partition, Predicate<ConsumerRecord<byte[], byte[]>> which) {
        return held.stream()
                .filter(record -> record.topic().equals(partition.topic()))
                .filter(which)
                .toList();
    }
}
