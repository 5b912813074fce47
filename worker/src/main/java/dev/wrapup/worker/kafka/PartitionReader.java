package dev.wrapup.worker.kafka;

import dev.wrapup.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions that it is assigned, outside of any group, as far as they are committed when it begins. It holds one
 * fetch at a time. For one thread.
 */
public final class PartitionReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);

    /** A cluster that brings nothing for that many polls in a row, where there is something, is not there. */
    private static final int PATIENCE_POLLS = 15;

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Deadline deadline;

    /** A reader with a consumer of its own, which it closes. */
    public PartitionReader(KafkaClients clients) {
        this(clients, Deadline.NEVER);
    }

    /** The same for whoever has no more time than that: once it is over, reading ends in an {@link OutOfTimeException}. */
    public PartitionReader(KafkaClients clients, Deadline deadline) {
        this(clients.reader(), deadline);
    }

    /**
     * A reader for whoever counts: keys, headers and times as they are, and of each value nothing but that there is one. It
     * has a consumer of its own, which it closes.
     */
    public static PartitionReader withoutValues(KafkaClients clients) {
        return new PartitionReader(clients.counter(), Deadline.NEVER);
    }

    /** A reader with this consumer, which it closes. */
    public PartitionReader(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Deadline deadline) {
        this.consumer = consumer;
        this.deadline = deadline;
    }

    /**
     * How many partitions the topic has.
     *
     * @throws KafkaUnavailableException when the cluster does not say, or has no such topic
     */
    public int partitions(String topic) {
        return answer("tell of " + topic, () -> {
            int partitions = consumer.partitionsFor(topic).size();
            if (partitions == 0) {
                throw new UnknownTopicOrPartitionException("there is no such topic; create it with `wrapup topics`");
            }
            return partitions;
        });
    }

    /**
     * Where the partition ends: the offset beyond the last one that is committed.
     *
     * @throws KafkaUnavailableException when the cluster does not say
     */
    public long end(TopicPartition partition) {
        return answer("tell where " + partition + " ends", () -> assign(partition));
    }

    /**
     * Where the first record stands that was written at this time or later; empty when there is none.
     *
     * @throws KafkaUnavailableException when the cluster does not say
     */
    public OptionalLong offsetOf(TopicPartition partition, Instant time) {
        return answer("tell where " + time + " is on " + partition, () -> {
            consumer.assign(List.of(partition));
            OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(partition, time.toEpochMilli()))
                    .get(partition);
            return first == null ? OptionalLong.empty() : OptionalLong.of(first.offset());
        });
    }

    /**
     * Hands out all records, the oldest first.
     *
     * @throws KafkaUnavailableException when the cluster does not bring them
     */
    public void all(TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        from(partition, 0, records);
    }

    /** The same of those at this offset and beyond it. */
    public void from(TopicPartition partition, long offset, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        answer("bring the records of " + partition, () -> readLast(partition, offset, Long.MAX_VALUE, all(records)));
    }

    /** The same, until one is answered with false: it was the last that was wanted. */
    public void fromWhile(TopicPartition partition, long offset, Predicate<ConsumerRecord<byte[], byte[]>> records) {
        answer("bring the records of " + partition, () -> readLast(partition, offset, Long.MAX_VALUE, records));
    }

    /** The same of those from one offset to another, which is no longer part of it. */
    public void between(
            TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        answer("bring the records of " + partition, () -> {
            long end = Math.min(to, assign(partition));
            return read(partition, Math.max(from, beginning(partition)), end, all(records));
        });
    }

    /** The same of those written at this time or later, and of what stands between them. */
    public void since(TopicPartition partition, Instant time, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        offsetOf(partition, time).ifPresent(offset -> from(partition, offset, records));
    }

    /** The same of the last so many offsets: records, and the gaps that transactions leave between them. */
    public void last(TopicPartition partition, long offsets, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        answer("bring the records of " + partition, () -> readLast(partition, 0, offsets, all(records)));
    }

    private @Nullable Void readLast(
            TopicPartition partition, long from, long most, Predicate<ConsumerRecord<byte[], byte[]>> records) {
        long end = assign(partition);
        return read(partition, Math.max(Math.max(from, beginning(partition)), end - most), end, records);
    }

    /** Assigns itself the partition, and returns where it ends. */
    private long assign(TopicPartition partition) {
        consumer.assign(List.of(partition));
        return only(consumer.endOffsets(List.of(partition)));
    }

    private long beginning(TopicPartition partition) {
        return only(consumer.beginningOffsets(List.of(partition)));
    }

    private @Nullable Void read(
            TopicPartition partition, long begin, long end, Predicate<ConsumerRecord<byte[], byte[]>> records) {
        consumer.seek(partition, begin);
        long position = begin;
        for (int idle = 0; position < end; idle++) {
            if (deadline.isOver()) {
                throw new OutOfTimeException("there is more on " + partition + " than there was time to read");
            }
            if (idle == PATIENCE_POLLS) {
                throw new TimeoutException(
                        "nothing came in " + POLL.multipliedBy(PATIENCE_POLLS).toSeconds() + " s");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() >= end || !records.test(record)) {
                    return null;
                }
            }
            long next = consumer.position(partition);
            idle = next > position ? -1 : idle;
            position = next;
        }
        return null;
    }

    private static Predicate<ConsumerRecord<byte[], byte[]>> all(Consumer<ConsumerRecord<byte[], byte[]>> records) {
        return record -> {
            records.accept(record);
            return true;
        };
    }

    private static long only(Map<TopicPartition, Long> offsets) {
        return offsets.values().iterator().next();
    }

    private static <T extends @Nullable Object> T answer(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new KafkaUnavailableException("Kafka did not " + what + ": " + KafkaFailure.toWhoeverAsked(e), e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
