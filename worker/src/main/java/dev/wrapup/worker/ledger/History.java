package dev.wrapup.worker.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.Deadline;
import dev.wrapup.topic.Topics;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.kafka.RecordSearch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the ledger what it knows: of a conversation, or of an organization's period. */
public final class History {

    private final KafkaClients clients;
    private final Topics topics;
    private final Deadline deadline;

    /** Of this installation, with consumers of its own, which are closed after each question. */
    public History(KafkaClients clients, Topics topics) {
        this(clients, topics, Deadline.NEVER);
    }

    /** The same for whoever has no more time than that: once it is over, an account is what was found by then. */
    public History(KafkaClients clients, Topics topics, Deadline deadline) {
        this.clients = clients;
        this.deadline = deadline;
        this.topics = topics;
    }

    /**
     * All that the ledger knows of the conversation. Every partition is searched, also where one organization is asked for:
     * before partitions were added it had another one.
     *
     * @param organization whose; null for any
     * @throws KafkaUnavailableException when the cluster does not bring it
     */
    public Account of(ConversationId conversation, @Nullable OrganizationId organization) {
        RecordSearch.Result found = new RecordSearch(clients, deadline)
                .of(topics.ledger(), conversation.value().getBytes(UTF_8));
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
        try (LedgerReader ledger = new LedgerReader(clients, topics)) {
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
    }
}
