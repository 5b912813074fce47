package dev.wrapup.worker.deadletter;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a dead letter stands on its topic: what people call it by, as {@code 3@17}. In the order of partitions. */
public record Place(int partition, long offset) implements Comparable<Place> {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})@([0-9]{1,18})");
    private static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::partition).thenComparingLong(Place::offset);

    /** Checks that nothing is negative. */
    public Place {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException("a place is not negative");
        }
    }

    /** Empty when the text is none. */
    public static Optional<Place> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** With its topic, as the ledger names it: {@code topic-partition@offset}. */
    String on(String topic) {
        return topic + "-" + this;
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
