package dev.wrapup.sandbox.guarantee;

import dev.wrapup.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads every topic of an installation from its first record on; only what is committed counts. While the broker is
 * away it reads nothing, and goes on once it is back. For one thread.
 */
public final class EvidenceReader implements AutoCloseable {

    /** How long one question to the broker may take. */
    private static final int PATIENCE_MILLIS = 5_000;

    private static final Duration TICK = Duration.ofMillis(200);

    private final String prefix;
    private final Clock clock;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Knows where topics end, open transactions included. */
    private final KafkaConsumer<byte[], byte[]> ends;

    private final Evidence evidence;

    /** A reader of all topics that begin with the prefix and a dot; those that are added later are found as well. */
    public EvidenceReader(String bootstrapServers, String prefix, Clock clock) {
        this.prefix = prefix;
        this.clock = clock;
        this.evidence = new Evidence(prefix);
        consumer = consumer(bootstrapServers, "read_committed");
        ends = consumer(bootstrapServers, "read_uncommitted");
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none", // records that are gone before they were read are not passed over in silence
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        PATIENCE_MILLIS,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        PATIENCE_MILLIS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** As far as it has been read. */
    public Evidence evidence() {
        return evidence;
    }

    /** Reads what is there; waits for so long where there is nothing. */
    public void read(Duration patience) {
        try {
            if (consumer.assignment().isEmpty()) {
                discover();
            }
            poll(patience);
        } catch (RetriableException e) {
            // the broker is away: there is nothing to read, and the next call asks again
        }
    }

    /**
     * Reads on to what is the end now. Behind a transaction that is open there may be more: it waits for that one's end.
     *
     * @param limit how long that may take
     * @return whether it came to the end
     */
    public boolean readToEnd(Duration limit) {
        long started = clock.nanoTime();
        do {
            try {
                discover();
                Map<TopicPartition, Long> left = ends.endOffsets(consumer.assignment());
                boolean isAnythingThere = !left.isEmpty();
                while (!left.isEmpty() && clock.nanoTime() - started < limit.toNanos()) {
                    left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                    poll(left.isEmpty() ? Duration.ZERO : TICK);
                }
                return isAnythingThere && left.isEmpty();
            } catch (RetriableException e) {
                // the broker is away, and may come back within the limit
            }
        } while (clock.nanoTime() - started < limit.toNanos());
        return false;
    }

    private void poll(Duration patience) {
        if (!consumer.assignment().isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
                evidence.add(Hop.of(record));
            }
        }
    }

    /** Takes up topics and partitions that are new, from their first record on. */
    private void discover() {
        Set<TopicPartition> found = new HashSet<>();
        Map<String, List<PartitionInfo>> topics = consumer.listTopics();
        topics.forEach((topic, partitions) -> {
            if (topic.startsWith(prefix + ".") && !topic.equals(prefix + ".workers")) { // where no record goes
                evidence.partitions(topic, partitions.size());
                partitions.forEach(partition -> found.add(new TopicPartition(topic, partition.partition())));
            }
        });
        found.addAll(consumer.assignment());
        Set<TopicPartition> added = new HashSet<>(found);
        added.removeAll(consumer.assignment());
        if (!added.isEmpty()) {
            consumer.assign(found);
            consumer.seekToBeginning(added);
        }
    }

    @Override
    public void close() {
        consumer.close();
        ends.close();
    }
}
