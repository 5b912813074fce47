package dev.wrapup.worker.kafka;

import dev.wrapup.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks through all that is committed in a topic for the values that contain some bytes. Hundreds of thousands
 * of records a second: it looks at values where they lie in the fetch, copies none but those that it finds, and reads
 * with two consumers, each of a few partitions at a time. So memory does not grow with the topic.
 */
public final class RecordSearch {

    private static final int CONSUMERS = 2;

    /** Of each a fetch may be in memory. */
    private static final int PARTITIONS_AT_A_TIME = 6;

    /** Who asks for one conversation has no use for more, and anybody may have written any number. */
    private static final int MOST_FOUND = 1_000;

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int PATIENCE_POLLS = 15;

    private final KafkaClients clients;
    private final Deadline deadline;

    /** A search with consumers of its own, which are closed after each question. */
    public RecordSearch(KafkaClients clients) {
        this(clients, Deadline.NEVER);
    }

    /** The same, which ends with what it has found once the deadline is over. */
    public RecordSearch(KafkaClients clients, Deadline deadline) {
        this.clients = clients;
        this.deadline = deadline;
    }

    /**
     * What a search came to.
     *
     * @param values that contain the bytes, those of one partition in its order; 1,000 of each of the two consumers at most
     * @param leftOut values that contain the bytes as well, beyond that number
     * @param records that were looked at
     * @param oldest when the oldest of them was written, by its timestamp; null when there is none
     */
    public record Result(
            List<byte[]> values,
            long leftOut,
            long records,
            @Nullable Instant oldest) {

        private static final Result NOTHING = new Result(List.of(), 0, 0, null);

        /** Keeps a copy of the list. */
        public Result {
            values = List.copyOf(values);
        }

        private Result and(Result other) {
            List<byte[]> all = new ArrayList<>(values);
            all.addAll(other.values);
            return new Result(all, leftOut + other.leftOut, records + other.records, earlier(oldest, other.oldest));
        }

        private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return one.isBefore(other) ? one : other;
        }
    }

    /**
     * Searches all partitions of the topic.
     *
     * @param part what a value must contain: at least one byte
     * @throws KafkaUnavailableException when the cluster does not bring the records, or has no such topic
     */
    public Result of(String topic, byte[] part) {
        Portions portions = new Portions(topic);
        Result all = Result.NOTHING;
        try (ExecutorService executor = Executors.newFixedThreadPool(CONSUMERS)) {
            List<Future<Result>> searches = new ArrayList<>();
            for (int i = 0; i < CONSUMERS; i++) {
                searches.add(executor.submit(() -> search(portions, part)));
            }
            for (Future<Result> search : searches) {
                all = all.and(await(search));
            }
        }
        return all;
    }

    /**
     * What is still to be searched, in portions of a few partitions; even ones, so that both consumers end at about the same
     * time. Whoever comes first asks how many there are, so that no consumer is made for this question alone.
     */
    private static final class Portions {

        private final String topic;
        private @Nullable Queue<List<TopicPartition>> left;

        Portions(String topic) {
            this.topic = topic;
        }

        /** The next one; null when there is none left. */
        synchronized @Nullable List<TopicPartition> next(Consumer<?, ?> consumer) {
            if (left == null) {
                left = portions(consumer.partitionsFor(topic).size());
            }
            return left.poll();
        }

        private Queue<List<TopicPartition>> portions(int partitions) {
            if (partitions == 0) {
                throw new UnknownTopicOrPartitionException(
                        "there is no topic " + topic + "; create it with `wrapup topics`");
            }
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            int size = Math.clamp((partitions + CONSUMERS - 1) / CONSUMERS, 1, PARTITIONS_AT_A_TIME);
            Queue<List<TopicPartition>> portions = new ArrayDeque<>();
            for (int at = 0; at < partitions; at += size) {
                portions.add(all.subList(at, Math.min(partitions, at + size)));
            }
            return portions;
        }
    }

    private static Result await(Future<Result> search) {
        try {
            return search.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof KafkaException) {
                throw new KafkaUnavailableException(
                        "Kafka did not bring the records to search: " + KafkaFailure.toWhoeverAsked(cause), cause);
            }
            throw new IllegalStateException(cause);
        }
    }

    private Result search(Portions portions, byte[] part) {
        try (Consumer<Void, byte[]> consumer = clients.searcher(new Containing(part))) {
            Reading reading = new Reading(consumer);
            for (var next = portions.next(consumer);
                    next != null && !deadline.isOver();
                    next = portions.next(consumer)) {
                reading.read(next);
            }
            return reading.result();
        }
    }

    /** What one consumer reads. */
    private final class Reading {

        private final Consumer<Void, byte[]> consumer;
        private final List<byte[]> found = new ArrayList<>();
        private long leftOut;
        private long records;
        private long oldest = Long.MAX_VALUE;

        Reading(Consumer<Void, byte[]> consumer) {
            this.consumer = consumer;
        }

        /** As far as is committed now; nothing new is waited for. */
        void read(List<TopicPartition> partitions) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            consumer.seekToBeginning(partitions);
            dropRead(ends);
            for (int idle = 0; !ends.isEmpty() && !deadline.isOver(); idle++) {
                if (idle == PATIENCE_POLLS) {
                    throw new TimeoutException("nothing came in "
                            + POLL.multipliedBy(PATIENCE_POLLS).toSeconds() + " s");
                }
                var batch = consumer.poll(POLL);
                batch.forEach(this::look);
                idle = dropRead(ends) || !batch.isEmpty() ? -1 : idle;
            }
        }

        private void look(ConsumerRecord<Void, byte[]> record) {
            records++;
            oldest = Math.min(oldest, record.timestamp());
            byte[] value = record.value();
            if (value == null) {
                return;
            }
            if (found.size() < MOST_FOUND) {
                found.add(value);
            } else {
                leftOut++;
            }
        }

        private boolean dropRead(Map<TopicPartition, Long> ends) {
            return ends.entrySet().removeIf(end -> {
                boolean isRead = consumer.position(end.getKey()) >= end.getValue();
                if (isRead) {
                    consumer.pause(List.of(end.getKey()));
                }
                return isRead;
            });
        }

        Result result() {
            return new Result(found, leftOut, records, records == 0 ? null : Instant.ofEpochMilli(oldest));
        }
    }
}
