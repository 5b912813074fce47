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
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.LongStream;
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
        this(new PartitionReader(clients, deadline), config);
    }

    DeadLetters(PartitionReader reader, Config config) {
        this.reader = reader;
        this.topics = config.topicNames();
        this.decoder = new EventDecoder(config.closingDetailTypes());
    }

    /**
     * Hands out those of the selection, whatever was decided of them.
     *
     * @throws KafkaUnavailableException when the cluster does not bring them
     */
    public void all(Selection selection, Consumer<DeadLetter> letters) {
        stretches(selection, stretch -> {
            Map<Long, Resolved> resolutions = new HashMap<>();
            decisions(stretch, (offset, entry) -> resolutions.put(offset, Resolved.of(entry)));
            read(
                    stretch,
                    selection,
                    letter -> letters.accept(
                            letter.resolved(resolutions.get(letter.place().offset()))));
        });
    }

    /** The same of those that nobody has decided anything of; a bit of memory for each. */
    public void open(Selection selection, Consumer<DeadLetter> letters) {
        stretches(selection, stretch -> {
            BitSet decided = new BitSet();
            decisions(stretch, (offset, entry) -> decided.set(stretch.index(offset)));
            read(stretch, selection, letter -> {
                if (!decided.get(stretch.index(letter.place().offset()))) {
                    letters.accept(letter);
                }
            });
        });
    }

    /** The one at this place; empty when there is none, or none any more. */
    public Optional<DeadLetter> at(Place place) {
        AtomicReference<@Nullable DeadLetter> found = new AtomicReference<>();
        all(Selection.of(place), found::set);
        return Optional.ofNullable(found.get());
    }

    /** How many partitions the topic has. */
    int partitions(String topic) {
        return reader.partitions(topic);
    }

    /** Hands out those at this offset and beyond it, whatever was decided of them, until one is answered with false. */
    void from(int partition, long offset, Predicate<DeadLetter> letters) {
        reader.fromWhile(
                new TopicPartition(topics.deadLetter(), partition), offset, record -> letters.test(letter(record)));
    }

    /**
     * What is to be read of a partition, from the first dead letter that is meant.
     *
     * @param end the offset beyond the last
     * @param firstDiedAt when the first one died: nobody decided anything of any of them before
     */
    private record Stretch(TopicPartition partition, long begin, long end, Instant firstDiedAt) {

        boolean contains(long offset) {
            return offset >= begin && offset < end;
        }

        int index(long offset) {
            return Math.toIntExact(offset - begin);
        }
    }

    private void stretches(Selection selection, Consumer<Stretch> stretches) {
        for (int partition = 0; partition < reader.partitions(topics.deadLetter()); partition++) {
            if (selection.reaches(partition)) {
                stretch(new TopicPartition(topics.deadLetter(), partition), selection)
                        .ifPresent(stretches);
            }
        }
    }

    /** Empty when none of the partition's are meant: what was decided of others need not be read. */
    private Optional<Stretch> stretch(TopicPartition partition, Selection selection) {
        long end = Math.min(reader.end(partition), endOffset(selection, partition.partition()));
        long since = selection
                .since()
                .map(time -> reader.offsetOf(partition, time).orElse(end))
                .orElse(0L);
        long begin = Math.max(since, firstOffset(selection, partition.partition()));
        AtomicReference<@Nullable Stretch> stretch = new AtomicReference<>();
        reader.fromWhile(partition, begin, record -> {
            if (record.offset() < end && selection.includes(letter(record))) {
                stretch.set(new Stretch(partition, record.offset(), end, Instant.ofEpochMilli(record.timestamp())));
            }
            return record.offset() < end && stretch.get() == null;
        });
        return Optional.ofNullable(stretch.get());
    }

    private void read(Stretch stretch, Selection selection, Consumer<DeadLetter> letters) {
        reader.between(stretch.partition(), stretch.begin(), stretch.end(), record -> {
            DeadLetter letter = letter(record);
            if (selection.includes(letter)) {
                letters.accept(letter);
            }
        });
    }

    private static long firstOffset(Selection selection, int partition) {
        return offsets(selection, partition).min().orElse(0);
    }

    private static long endOffset(Selection selection, int partition) {
        return offsets(selection, partition).map(offset -> offset + 1).max().orElse(Long.MAX_VALUE);
    }

    private static LongStream offsets(Selection selection, int partition) {
        return selection.places().stream()
                .filter(place -> place.partition() == partition)
                .mapToLong(Place::offset);
    }

    /** Hands out what was decided of those in the stretch, with the offset that it was decided of; the oldest first. */
    private void decisions(Stretch stretch, BiConsumer<Long, LedgerEntry> decisions) {
        TopicPartition ledger =
                new TopicPartition(topics.ledger(), stretch.partition().partition());
        String mark = "\"deadLetter\":\"" + stretch.partition() + "@";
        reader.since(ledger, stretch.firstDiedAt().minus(SKEW), record -> {
            if (record.value() != null && new String(record.value(), ISO_8859_1).contains(mark)) {
                LedgerEntry.fromJson(record.value())
                        .ifPresent(entry -> decided(entry, stretch.partition())
                                .filter(stretch::contains)
                                .ifPresent(offset -> decisions.accept(offset, entry)));
            }
        });
    }

    /** The offset that the entry decides of; empty where it decides of nothing in this partition. */
    private static Optional<Long> decided(LedgerEntry entry, TopicPartition deadLetters) {
        LedgerEntry.Resolution resolution = entry.resolution();
        String prefix = deadLetters.topic() + "-";
        return resolution == null || !resolution.deadLetter().startsWith(prefix)
                ? Optional.empty()
                : Place.parse(resolution.deadLetter().substring(prefix.length()))
                        .filter(place -> place.partition() == deadLetters.partition())
                        .map(Place::offset);
    }

    private DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(record, closure(record), null);
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
