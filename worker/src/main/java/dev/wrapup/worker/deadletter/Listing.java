package dev.wrapup.worker.deadletter;

import dev.wrapup.config.Config;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The oldest of many dead letters, without their bytes: as many as are wanted, and how many there are in all. */
public final class Listing {

    private static final Comparator<Row> OLDEST_FIRST =
            Comparator.comparing((Row row) -> row.card().diedAt()).thenComparing(Row::place);

    private record Row(Place place, Card card) {}

    private final int limit;
    private final Config config;
    private final PriorityQueue<Row> newestFirst = new PriorityQueue<>(OLDEST_FIRST.reversed());
    private long count;

    /** Of at most so many. */
    public Listing(int limit, Config config) {
        this.limit = limit;
        this.config = config;
    }

    /** One more. */
    public void add(DeadLetter letter) {
        count++;
        newestFirst.add(new Row(letter.place(), Card.of(letter, config)));
        if (newestFirst.size() > limit) {
            newestFirst.remove();
        }
    }

    /** How many there were. */
    public long count() {
        return count;
    }

    /** The oldest of them, in their order. */
    public List<Card> oldestFirst() {
        return newestFirst.stream().sorted(OLDEST_FIRST).map(Row::card).toList();
    }
}
