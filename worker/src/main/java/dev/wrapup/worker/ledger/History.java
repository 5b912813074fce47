package dev.wrapup.worker.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Topics;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.kafka.PartitionReader;
import dev.wrapup.worker.kafka.RecordSearch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks the ledger what it knows: of a conversation, or of an organization's period. For one thread. */
public final class History implements AutoCloseable {

    private final PartitionReader reader;
    private final RecordSearch search;
    private final Topics topics;

    /** Of this installation, with consumers of its own. */
    public History(KafkaClients clients, Topics topics) {
        this.reader = new PartitionReader(clients);
        this.search = new RecordSearch(clients);
        this.topics = topics;
    }

    /**
     * All that the ledger knows of the conversation.
     *
     * @param organization whose; null for any: all partitions are searched then
     * @throws KafkaUnavailableException when the cluster does not bring it
     */
    public Account of(ConversationId conversation, @Nullable OrganizationId organization) {
        RecordSearch.Result found =
                search.of(partitions(organization), conversation.value().getBytes(UTF_8));
        List<LedgerEntry> entries = new ArrayList<>();
        long unreadable = found.leftOut();
        for (byte[] value : found.values()) {
            Optional<LedgerEntry> entry = LedgerEntry.fromJson(value);
            unreadable += entry.isEmpty() ? 1 : 0;
            entry.filter(it -> conversation.value().equals(it.conversationId()))
                    .filter(it -> organization == null || organization.value().equals(it.organizationId()))
                    .ifPresent(entries::add);
        }
        return new Account(entries, unreadable, found.records(), found.oldest());
    }

    /**
     * A period of the organization: hands out its entries, in the order in which they were written, and sums them up.
     *
     * @param since the first moment; null for as far back as the ledger reaches
     * @param until the first moment that is no longer part of it; null for now
     * @throws KafkaUnavailableException when the cluster does not bring it
     */
    public Period of(
            OrganizationId organization,
            @Nullable Instant since,
            @Nullable Instant until,
            Consumer<LedgerEntry> entries) {
        Instant from = since == null ? Instant.EPOCH : since;
        Tally tally = new Tally();
        LedgerReader ledger = new LedgerReader(reader, topics);
        LedgerReader.Reading reading = ledger.since(organization, from, entry -> {
            boolean isLater = until != null && !entry.settledAt().isBefore(until);
            if (!isLater && !entry.settledAt().isBefore(from)) {
                tally.within(entry);
                entries.accept(entry);
            }
        });
        if (tally.asksAgain()) {
            ledger.of(organization, tally::again);
        }
        return tally.period(reading.unreadable());
    }

    private List<TopicPartition> partitions(@Nullable OrganizationId organization) {
        int count = reader.partitions(topics.ledger());
        return (organization == null
                        ? IntStream.range(0, count)
                        : IntStream.of(new Partitioning(count).of(organization)))
                .mapToObj(partition -> new TopicPartition(topics.ledger(), partition))
                .toList();
    }

    @Override
    public void close() {
        reader.close();
    }
}
