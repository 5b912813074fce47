package dev.wrapup.sandbox.guarantee;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The record of a run, filled piece by piece, in any order between partitions. Not thread-safe. */
public final class Evidence {

    private final String prefix;
    private final List<Receipt> receipts = new ArrayList<>();
    private final Map<String, Line> lines = new HashMap<>();
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Set<String> conversationsEnded = new HashSet<>();
    private final Set<String> deadLettered = new HashSet<>();
    private int closings;
    private int ended;
    private int lost;

    /**
     * A record that is still empty.
     *
     * @param prefix of the topics, as in {@code topics.prefix}
     */
    public Evidence(String prefix) {
        this.prefix = prefix;
    }

    /** The front door took an event. */
    public void accepted(Receipt receipt) {
        receipts.add(receipt);
    }

    /** A topic has so many partitions. */
    public void partitions(String topic, int count) {
        partitions.put(topic, count);
    }

    /** A record stands on a topic. */
    public void add(Hop hop) {
        if (!hop.topic().startsWith(prefix + ".")) {
            throw new IllegalArgumentException(hop.topic() + " is none of the topics of " + prefix);
        }
        Line line = lines.computeIfAbsent(hop.origin(), Line::new);
        count(line, -1);
        line.add(hop);
        count(line, 1);
        String conversation = hop.content().conversation();
        if (conversation != null && hop.kind() == Hop.Kind.LEDGER) {
            conversationsEnded.add(conversation);
        }
        if (conversation != null && hop.kind() == Hop.Kind.DEAD_LETTER) {
            deadLettered.add(conversation);
        }
    }

    private void count(Line line, int one) {
        closings += line.isClosing() ? one : 0;
        ended += line.isClosing() && line.hasEnd() ? one : 0;
        lost += line.isLost() ? one : 0;
    }

    /** Whether every record that needs an end, of those read so far, has its final ledger entry. */
    public boolean isSettled() {
        return lost == 0;
    }

    /** Closing events that stand on the topics; a conversation has more than one where its event came twice. */
    public int closings() {
        return closings;
    }

    /** Those of them with a final ledger entry. */
    public int ended() {
        return ended;
    }

    /** Conversations with a final ledger entry. */
    public int conversationsEnded() {
        return conversationsEnded.size();
    }

    /** Conversations with a record on the dead-letter topic. */
    public Set<String> deadLettered() {
        return Collections.unmodifiableSet(deadLettered);
    }

    /** How many records moved on for this reason. */
    public long because(String reason) {
        return hops().filter(
                        hop -> hop.header(Hop.REASON).filter(reason::equals).isPresent())
                .count();
    }

    List<Receipt> receipts() {
        return Collections.unmodifiableList(receipts);
    }

    Collection<Line> lines() {
        return Collections.unmodifiableCollection(lines.values());
    }

    /** All records of all topics. */
    Stream<Hop> hops() {
        return lines.values().stream().flatMap(line -> line.all().stream());
    }

    /** The lines of each conversation; what names none is left out. */
    Map<String, List<Line>> linesByConversation() {
        Map<String, List<Line>> byConversation = new HashMap<>();
        for (Line line : lines.values()) {
            String conversation = line.conversation();
            if (conversation != null) {
                byConversation
                        .computeIfAbsent(conversation, id -> new ArrayList<>(1))
                        .add(line);
            }
        }
        return byConversation;
    }

    /** Throws {@link IllegalStateException} where nobody said how many the topic has. */
    int partitionsOf(String topic) {
        Integer count = partitions.get(topic);
        if (count == null) {
            throw new IllegalStateException("nobody said how many partitions " + topic + " has");
        }
        return count;
    }
}
