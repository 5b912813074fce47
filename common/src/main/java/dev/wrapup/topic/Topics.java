package dev.wrapup.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of all topics. They are public interface. */
public final class Topics {

    private final String prefix;
    private final List<Delay> delays;
    private final Map<String, Delay> delayByTopic = new HashMap<>();

    /**
     * The topics of one installation.
     *
     * @param prefix the first part of every name, {@code wrapup} by default
     * @param delays one delay topic each
     */
    public Topics(String prefix, List<Delay> delays) {
        this.prefix = prefix;
        this.delays = List.copyOf(delays);
        delays.forEach(delay -> delayByTopic.put(delay(delay), delay));
    }

    /** Where closures arrive. */
    public String closures() {
        return prefix + ".closures";
    }

    /** Where a record waits for this long. */
    public String delay(Delay delay) {
        return delayPrefix() + delay;
    }

    /** What every delay topic's name begins with. */
    public String delayPrefix() {
        return prefix + ".delay.";
    }

    /** Where records end that need a person. */
    public String deadLetter() {
        return prefix + ".dead-letter";
    }

    /** Where every final outcome is written down. */
    public String ledger() {
        return prefix + ".ledger";
    }

    /** Where each worker writes its live state every few seconds; of one partition, whatever the others have. */
    public String workers() {
        return prefix + ".workers";
    }

    /** The delay of a delay topic; empty for any other topic. */
    public Optional<Delay> delayOf(String topic) {
        return Optional.ofNullable(delayByTopic.get(topic));
    }

    /** What a worker subscribes to: closures and every delay topic. */
    public List<String> consumed() {
        List<String> topics = new ArrayList<>();
        topics.add(closures());
        delays.forEach(delay -> topics.add(delay(delay)));
        return topics;
    }

    /** All of them. */
    public List<String> all() {
        List<String> topics = new ArrayList<>(consumed());
        topics.add(deadLetter());
        topics.add(ledger());
        topics.add(workers());
        return topics;
    }
}
