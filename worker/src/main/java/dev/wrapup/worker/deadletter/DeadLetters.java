package dev.wrapup.worker.deadletter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wrapup.config.Config;
import dev.wrapup.event.Closure;
import dev.wrapup.event.EventDecoder;
import dev.wrapup.event.MalformedEventException;
import dev.wrapup.time.Deadline;
import dev.wrapup.topic.Topics;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.kafka.PartitionReader;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dead letters, with what a person decided of each: that stands in the ledger, in the same partition. Partition
 * by partition, the oldest of each first; memory does not grow with them, but for the decisions of one partition. For one
 * thread.
 */
public final class DeadLetters implements AutoCloseable {

    /**
     * How far ahead of the truth the time of a dead letter may be: a broker takes an hour at most
     * ({@code message.timestamp.after.max.ms}), and clocks differ.
     */
    private static final Duration SKEW = Duration.ofHours(2);

    private final PartitionReader reader;
    private final Topics topics;
    private final EventDecoder decoder;

    /** Those of this installation, read with a consumer of its own, which it closes. */
    public DeadLetters(KafkaClients clients, Config config) {
        this(clients, config, Deadline.NEVER);
    }

    /**
     * The same for whoever has no more time than that: once it is over, reading ends in an {@link
     * dev.wrapup.worker.kafka.OutOfTimeException}.
     */
    public DeadLetters(KafkaClients clients, Config config, Deadline deadline) {
        this.reader = new PartitionReader(clients, deadline);
        this.topics = config.topicNames();
        this.decoder = new EventDecoder(config.closingDetailTypes());
    }

    /**
     * Hands out those of the selection, whatever was decided of them.
     *
     * @throws KafkaUnavailableException when the cluster does not bring them
     */
    public void all(Selection selection, Consumer<DeadLetter> letters) {
        for (int partition = 0; partition < reader.partitions(topics.deadLetter()); partition++) {
            if (selection.reaches(partition)) {
                all(partition, selection, letters);
            }
        }
    }

    /** The same of those that nobody has decided anything of. */
    public void open(Selection selection, Consumer<DeadLetter> letters) {
        all(selection, letter -> {
            if (letter.resolution() == null) {
                letters.accept(letter);
            }
        });
    }

    /** The one at this place; empty when there is none, or none any more. */
    public Optional<DeadLetter> at(Place place) {
        AtomicReference<@Nullable DeadLetter> found = new AtomicReference<>();
        if (place.partition() < reader.partitions(topics.deadLetter())) {
            all(place.partition(), Selection.of(place), found::set);
        }
        return Optional.ofNullable(found.get());
    }

    /** How many partitions the topic has. */
    int partitions(String topic) {
        return reader.partitions(topic);
    }

    /** Hands out those at this offset and beyond it, whatever was decided of them, until one is answered with false. */
    void from(int partition, long offset, Predicate<DeadLetter> letters) {
        reader.fromWhile(
                new TopicPartition(topics.deadLetter(), partition),
                offset,
                record -> letters.test(new DeadLetter(record, closure(record), null)));
    }

    private void all(int partition, Selection selection, Consumer<DeadLetter> letters) {
        TopicPartition topic = new TopicPartition(topics.deadLetter(), partition);
        Optional<Instant> first = first(topic, selection);
        if (first.isEmpty()) {
            return;
        }
        Map<Long, Resolved> resolutions = resolutions(topic, first.get().minus(SKEW));
        long last = lastOffset(selection, partition);
        reader.fromWhile(topic, firstOffset(selection, partition), record -> {
            DeadLetter letter = new DeadLetter(record, closure(record), resolutions.get(record.offset()));
            if (selection.includes(letter)) {
                letters.accept(letter);
            }
            return record.offset() < last;
        });
    }

    private static long lastOffset(Selection selection, int partition) {
        return selection.places().stream()
                .filter(place -> place.partition() == partition)
                .mapToLong(Place::offset)
                .max()
                .orElse(Long.MAX_VALUE);
    }

    private static long firstOffset(Selection selection, int partition) {
        return selection.places().stream()
                .filter(place -> place.partition() == partition)
                .mapToLong(Place::offset)
                .min()
                .orElse(0);
    }

    /** When the first one died that can be meant: nobody decided anything of it before. */
    private Optional<Instant> first(TopicPartition partition, Selection selection) {
        AtomicReference<@Nullable Instant> first = new AtomicReference<>();
        reader.fromWhile(partition, firstOffset(selection, partition.partition()), record -> {
            first.set(Instant.ofEpochMilli(record.timestamp()));
            return false;
        });
        return Optional.ofNullable(first.get());
    }

    private Map<Long, Resolved> resolutions(TopicPartition deadLetters, Instant since) {
        Map<Long, Resolved> resolutions = new HashMap<>();
        String mark = "\"deadLetter\":\"" + deadLetters + "@";
        reader.since(new TopicPartition(topics.ledger(), deadLetters.partition()), since, record -> {
            if (record.value() != null && new String(record.value(), ISO_8859_1).contains(mark)) {
                LedgerEntry.fromJson(record.value()).ifPresent(entry -> resolve(entry, deadLetters, resolutions));
            }
        });
        return resolutions;
    }

    private static void resolve(LedgerEntry entry, TopicPartition deadLetters, Map<Long, Resolved> resolutions) {
        LedgerEntry.Resolution resolution = entry.resolution();
        String prefix = deadLetters.topic() + "-";
        if (resolution != null && resolution.deadLetter().startsWith(prefix)) {
            Place.parse(resolution.deadLetter().substring(prefix.length()))
                    .filter(place -> place.partition() == deadLetters.partition())
                    .ifPresent(place -> resolutions.put(place.offset(), Resolved.of(entry)));
        }
    }

    private @Nullable Closure closure(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() != null && decoder.decode(record.value()) instanceof Closure closure ? closure : null;
        } catch (MalformedEventException e) {
            return null; // as its reason says
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
