package dev.wrapup.worker.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.topic.Topics;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.live.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Follows the ledger and what workers tell of themselves, from some time ago on, as far as is committed. For one thread. */
final class Tail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** A cluster that brings nothing for that many polls in a row, where there is something, is not there. */
    private static final int PATIENCE_POLLS = 150;

    /** A turn ends then, however much there is to read. */
    private static final int MOST_POLLS = 2_000;

    private final Consumer<byte[], byte[]> consumer;
    private final String workers;
    private final Sample sample = new Sample();
    private final List<TopicPartition> partitions = new ArrayList<>();

    /** Who is told. */
    interface Listener {

        /** What became of a closure, or what a person decided. */
        void entry(LedgerEntry entry);

        /** A delivery to that organization, of which no more is known. */
        void delivered(String organization, Instant at);

        /** How a worker is. */
        void state(WorkerState state);
    }

    Tail(KafkaClients clients, Topics topics, Instant since) {
        this.workers = topics.workers();
        this.consumer = clients.follower();
        try {
            add(topics.ledger());
            add(topics.workers());
            consumer.assign(partitions);
            begin(since);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private void add(String topic) {
        for (PartitionInfo each : consumer.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, each.partition()));
        }
    }

    private void begin(Instant since) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            consumer.seek(
                    partition,
                    Optional.ofNullable(found.get(partition))
                            .map(OffsetAndTimestamp::offset)
                            .orElse(end));
        }
    }

    /**
     * Tells what is new by now.
     *
     * @return whether that was all there was
     * @throws TimeoutException when the cluster brings nothing for 15 s
     */
    boolean read(Listener listener) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long position = position();
        for (int polls = 0, idle = 0; polls < MOST_POLLS; polls++, idle++) {
            if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                return true;
            }
            if (idle == PATIENCE_POLLS) {
                throw new TimeoutException(
                        "nothing came in " + POLL.multipliedBy(PATIENCE_POLLS).toSeconds() + " s");
            }
            consumer.poll(POLL).forEach(record -> tell(record, listener));
            long next = position();
            idle = next > position ? -1 : idle;
            position = next;
        }
        return false;
    }

    /** Of all partitions together: it grows with whatever comes. */
    private long position() {
        return partitions.stream().mapToLong(consumer::position).sum();
    }

    private void tell(ConsumerRecord<byte[], byte[]> record, Listener listener) {
        if (record.value() == null) {
            return;
        }
        if (record.topic().equals(workers)) {
            WorkerState.fromJson(record.value()).ifPresent(listener::state);
            return;
        }
        String organization = record.key() == null ? null : new String(record.key(), UTF_8);
        if (organization != null && sample.leavesOut(record, organization)) {
            listener.delivered(organization, Instant.ofEpochMilli(record.timestamp()));
        } else {
            LedgerEntry.fromJson(record.value()).ifPresent(listener::entry);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
