package dev.wrapup.worker.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Topics;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.kafka.PartitionReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger, entry by entry, as far as it is committed at the time of the call. Memory does not grow with the
 * ledger, and an entry that nobody asked for is not parsed. All that there is of an organization is looked for in every
 * partition: before partitions were added it had another one. For one thread.
 */
public final class LedgerReader implements AutoCloseable {

    private final PartitionReader reader;
    private final String topic;

    /** A reader of this installation's ledger, with a consumer of its own, which it closes. */
    public LedgerReader(KafkaClients clients, Topics topics) {
        this(new PartitionReader(clients), topics);
    }

    /** A reader that closes the one that it reads with. */
    public LedgerReader(PartitionReader reader, Topics topics) {
        this.reader = reader;
        this.topic = topics.ledger();
    }

    /**
     * What was read.
     *
     * @param entries that were handed out
     * @param unreadable records that would have been asked for, and are no entries; they were passed over
     */
    public record Reading(long entries, long unreadable) {}

    /**
     * Hands out all entries of the organization, the oldest first; what stands in partitions that were once its own comes
     * before the rest, one partition after the other.
     *
     * @throws KafkaUnavailableException when the cluster does not bring them
     */
    public Reading of(OrganizationId organization, Consumer<LedgerEntry> entries) {
        Sieve sieve = new Sieve(record -> isOf(organization, record), entries);
        partitions(organization).forEach(partition -> reader.all(partition, sieve));
        return sieve.reading();
    }

    /** The same of those written at this time or later, and of what stands between them. */
    public Reading since(OrganizationId organization, Instant time, Consumer<LedgerEntry> entries) {
        Sieve sieve = new Sieve(record -> isOf(organization, record), entries);
        partitions(organization).forEach(partition -> reader.since(partition, time, sieve));
        return sieve.reading();
    }

    /** The same of one conversation. */
    public Reading of(OrganizationId organization, ConversationId conversation, Consumer<LedgerEntry> entries) {
        byte[] id = conversation.value().getBytes(UTF_8);
        Sieve sieve = new Sieve(
                record -> isOf(organization, record) && contains(record.value(), id),
                entry -> conversation.value().equals(entry.conversationId()),
                entries);
        partitions(organization).forEach(partition -> reader.all(partition, sieve));
        return sieve.reading();
    }

    /**
     * Hands out the last entries of the organization, the oldest first: those among the last so many offsets of the
     * partition that is its own now, which it may share with others.
     *
     * @param offsets how far back from the partition's end: records, and the gaps that transactions leave
     */
    public Reading latestOf(OrganizationId organization, long offsets, Consumer<LedgerEntry> entries) {
        Sieve sieve = new Sieve(record -> isOf(organization, record), entries);
        reader.last(partition(organization), offsets, sieve);
        return sieve.reading();
    }

    /** The same of all organizations in a partition. */
    public Reading latest(int partition, long offsets, Consumer<LedgerEntry> entries) {
        Sieve sieve = new Sieve(record -> true, entries);
        reader.last(new TopicPartition(topic, partition), offsets, sieve);
        return sieve.reading();
    }

    private TopicPartition partition(OrganizationId organization) {
        return new TopicPartition(topic, new Partitioning(reader.partitions(topic)).of(organization));
    }

    /** All of them, the organization's own last: what stands in another was written before. */
    private List<TopicPartition> partitions(OrganizationId organization) {
        int count = reader.partitions(topic);
        int own = new Partitioning(count).of(organization);
        return IntStream.range(1, count + 1)
                .mapToObj(step -> new TopicPartition(topic, (own + step) % count))
                .toList();
    }

    private static boolean isOf(OrganizationId organization, ConsumerRecord<byte[], byte[]> record) {
        return record.key() != null && Arrays.equals(record.key(), Partitioning.key(organization));
    }

    /** Whether the bytes stand among the others. */
    private static boolean contains(byte @Nullable [] value, byte[] part) {
        if (value == null) {
            return false;
        }
        for (int at = 0; at <= value.length - part.length; at++) {
            if (value[at] == part[0] && Arrays.equals(value, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        reader.close();
    }

    /** Lets through what was asked for: judged by the raw bytes first, and parsed only then. */
    private static final class Sieve implements Consumer<ConsumerRecord<byte[], byte[]>> {

        private final Predicate<ConsumerRecord<byte[], byte[]>> raw;
        private final Predicate<LedgerEntry> parsed;
        private final Consumer<LedgerEntry> entries;
        private long handedOut;
        private long unreadable;

        Sieve(Predicate<ConsumerRecord<byte[], byte[]>> raw, Consumer<LedgerEntry> entries) {
            this(raw, entry -> true, entries);
        }

        Sieve(
                Predicate<ConsumerRecord<byte[], byte[]>> raw,
                Predicate<LedgerEntry> parsed,
                Consumer<LedgerEntry> entries) {
            this.raw = raw;
            this.parsed = parsed;
            this.entries = entries;
        }

        @Override
        public void accept(ConsumerRecord<byte[], byte[]> record) {
            if (!raw.test(record)) {
                return;
            }
            Optional<LedgerEntry> entry = Optional.ofNullable(record.value()).flatMap(LedgerEntry::fromJson);
            if (entry.isEmpty()) {
                unreadable++;
            } else if (parsed.test(entry.get())) {
                handedOut++;
                entries.accept(entry.get());
            }
        }

        Reading reading() {
            return new Reading(handedOut, unreadable);
        }
    }
}
