package dev.wrapup.sandbox.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands on Wrapup's topics, read as any auditor could: as plain JSON. No class of the worker has a hand in it,
 * for nobody marks his own exam. Not thread-safe.
 */
final class Books {

    static final String CLOSURES = "wrapup.closures";
    static final String DEAD_LETTERS = "wrapup.dead-letter";
    static final String LEDGER = "wrapup.ledger";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CLOSING = "v2.detail.events.conversation.{id}.customer.end";

    private final Map<String, List<Entry>> entriesByEvent = new TreeMap<>();
    private final List<Entry> strayEntries = new ArrayList<>();
    private final Map<String, List<Entry>> entriesByConversation = new HashMap<>();
    private final Set<String> deadLetters = new HashSet<>();

    /**
     * Takes a record.
     *
     * @param place as {@code topic-partition@offset}
     */
    void add(String topic, String place, byte[] value) {
        JsonNode json = JSON.readTree(value);
        switch (topic) {
            case CLOSURES -> event(place, json);
            case DEAD_LETTERS -> deadLetters.add(conversation(json));
            case LEDGER -> entry(Entry.of(json));
            default -> throw new IllegalArgumentException("no book is kept of " + topic);
        }
    }

    private void event(String place, JsonNode event) {
        if (event.path("detail-type").asString("").equals(CLOSING)) {
            List<Entry> entries = entriesByEvent.computeIfAbsent(place, unseen -> new ArrayList<>());
            Predicate<Entry> itsOwn = entry -> entry.origin().equals(place);
            strayEntries.stream().filter(itsOwn).forEach(entries::add);
            strayEntries.removeIf(itsOwn);
        }
    }

    /** The topics are read side by side: an entry may come before its event. */
    private void entry(Entry entry) {
        entriesByConversation
                .computeIfAbsent(entry.conversation(), unseen -> new ArrayList<>())
                .add(entry);
        entriesByEvent.getOrDefault(entry.origin(), strayEntries).add(entry);
    }

    private static String conversation(JsonNode event) {
        return event.path("detail").path("eventBody").path("conversationId").asString("");
    }

    /** How many closing events the front door accepted; a conversation has more than one where they came twice. */
    int events() {
        return entriesByEvent.size();
    }

    /** The events with so many final entries, by their places. */
    List<String> eventsWithEntries(Predicate<Integer> number) {
        return entriesByEvent.entrySet().stream()
                .filter(event -> number.test(event.getValue().size()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether each event read so far has a final entry. */
    boolean isSettled() {
        return entriesByEvent.values().stream().noneMatch(List::isEmpty);
    }

    /** Entries that belong to no closing event. */
    List<Entry> strayEntries() {
        return List.copyOf(strayEntries);
    }

    Stream<Entry> entries() {
        return entriesByConversation.values().stream().flatMap(List::stream);
    }

    /** Conversations with a final outcome. */
    Set<String> ended() {
        return Set.copyOf(entriesByConversation.keySet());
    }

    Set<String> delivered() {
        return which(entries -> entries.stream().anyMatch(Entry::isDelivered));
    }

    /** Those that end as dead letters: where a duplicate of the event was delivered, the conversation was. */
    Set<String> dead() {
        return which(entries ->
                entries.stream().anyMatch(Entry::isDead) && entries.stream().noneMatch(Entry::isDelivered));
    }

    private Set<String> which(Predicate<List<Entry>> condition) {
        return entriesByConversation.entrySet().stream()
                .filter(conversation -> condition.test(conversation.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Conversations with a record on the dead-letter topic. */
    Set<String> deadLetters() {
        return Set.copyOf(deadLetters);
    }
}
