package dev.wrapup.sandbox.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Conversations as the platform and the books would know them; a test makes them agree, or not. */
final class Sample {

    static final OrganizationId ORG = new OrganizationId("32aa07aa-db1b-4987-abd0-9483601ec29d");
    static final OrganizationId OTHER_ORG = new OrganizationId("11111111-db1b-4987-abd0-9483601ec29d");
    private static final Instant CLOSED = Instant.parse("2026-01-15T10:00:00Z");

    final Books books = new Books();
    private final Map<ConversationId, History> truth = new HashMap<>();

    /** One that is delivered, and booked so. */
    ConversationId delivered(int n) {
        ConversationId id = closed(n, 1);
        event(n, id);
        entry(n, id, "DELIVERED");
        return id;
    }

    /** One that is a dead letter, and booked so. */
    ConversationId dead(int n) {
        ConversationId id = closed(n, 0);
        event(n, id);
        deadLetter(n, id);
        entry(n, id, "DEAD");
        return id;
    }

    ConversationId closed(int n, int wrapUps) {
        ConversationId id = new ConversationId(new UUID(0, n).toString());
        List<History.WrapUp> all = Collections.nCopies(wrapUps, new History.WrapUp(CLOSED.plusMillis(20), ORG, "{}"));
        truth.put(id, new History(ORG, id, CLOSED, CLOSED, CLOSED, all, List.of()));
        return id;
    }

    void event(int offset, ConversationId id) {
        books.add(Books.CLOSURES, place(offset), GenesysEvents.closure(ORG, id, CLOSED));
    }

    void deadLetter(int offset, ConversationId id) {
        books.add(Books.DEAD_LETTERS, "wrapup.dead-letter-0@" + offset, GenesysEvents.closure(ORG, id, CLOSED));
    }

    void entry(int eventOffset, ConversationId id, String outcome) {
        entry(eventOffset, ORG, id, outcome);
    }

    void entry(int eventOffset, OrganizationId organization, ConversationId id, String outcome) {
        books.add(Books.LEDGER, "wrapup.ledger-0@0", """
                {"organizationId": "%s", "conversationId": "%s", "outcome": "%s", "reason": "X", "origin": "%s"}
                """.formatted(organization, id, outcome, place(eventOffset))
                .getBytes(UTF_8));
    }

    static String place(int offset) {
        return "wrapup.closures-0@" + offset;
    }

    List<String> disagreements() {
        return Audit.disagreements(books, this::history, truth.size());
    }

    Optional<History> history(ConversationId id) {
        return Optional.ofNullable(truth.get(id));
    }

    /** 100 closures, delivered within 1 to 97 ms, and so many other things. */
    static Findings findings(long deadLettered, long duplicates, long wrongOrganization, List<String> disagreements) {
        List<Duration> delays =
                IntStream.rangeClosed(1, 97).mapToObj(Duration::ofMillis).toList();
        Summary summary = new Summary(100, 97, duplicates, wrongOrganization, 1_940, 7, Set.of(), delays);
        Tally total = new Tally("all", summary, deadLettered);
        return new Findings(
                List.of(new Tally("org-1", summary, deadLettered)), total, disagreements, Duration.ofMillis(12_345));
    }
}
