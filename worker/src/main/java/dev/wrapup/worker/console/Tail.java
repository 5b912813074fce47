package dev.wrapup.worker.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.topic.Topics;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.live.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Follows the ledger and what workers tell of themselves, from some time ago on, as far as is committed. Where this user may
 * not read what workers tell, or there is no such topic, it follows the ledger alone. For one thread.
 */
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
    private @Nullable String workersFailure;

    /** Who is told. */
    interface Listener {

        /**
         * What became of a closure, or what a person decided.
         *
         * @param countsAs the times of so many deliveries are about as this one's
         */
        void entry(LedgerEntry entry, int countsAs);

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
            addWorkers();
            consumer.assign(partitions);
            begin(since);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private void addWorkers() {
        try {
            add(workers);
        } catch (TopicAuthorizationException | UnknownTopicOrPartitionException e) {
            workersFailure = KafkaFailure.inWords(e);
        }
    }

    private void add(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found.isEmpty()) {
            throw new UnknownTopicOrPartitionException(
                    "there is no topic " + topic + "; create it with `wrapup topics`");
        }
        found.forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
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
        try {
            return readOn(listener);
        } catch (TopicAuthorizationException e) {
            if (!e.unauthorizedTopics().equals(Set.of(workers))) {
                throw e;
            }
            workersFailure = KafkaFailure.inWords(e);
            partitions.removeIf(partition -> partition.topic().equals(workers));
            consumer.assign(partitions);
            return false;
        }
    }

    private boolean readOn(Listener listener) {
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

    /** Why it does without what workers tell; null while it does not. */
    @Nullable
    String workersFailure() {
        return workersFailure;
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
        int countsAs = organization == null ? 1 : sample.countsAs(record, organization);
        if (organization != null && countsAs == 0) {
            listener.delivered(organization, Instant.ofEpochMilli(record.timestamp()));
        } else {
            LedgerEntry.fromJson(record.value()).ifPresent(entry -> listener.entry(entry, countsAs));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
