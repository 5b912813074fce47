package dev.wrapup.sandbox.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * The heap in use after collections, over a part of a run, in megabytes.
 *
 * @param collections how many there were; with none, the figures are 0
 */
record Heap(int collections, int min, int median, int max) {

    /** Growth that is caches filling and chance, not a leak: less than a tenth of the heap allowed. */
    private static final int SLACK = 25;

    static Heap of(List<Integer> megabytes) {
        if (megabytes.isEmpty()) {
            return new Heap(0, 0, 0, 0);
        }
        List<Integer> sorted = megabytes.stream().sorted().toList();
        return new Heap(sorted.size(), sorted.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast());
    }

    static Heap firstThird(List<Integer> megabytes) {
        return of(megabytes.subList(0, megabytes.size() / 3));
    }

    static Heap middleThird(List<Integer> megabytes) {
        int third = megabytes.size() / 3;
        return of(megabytes.subList(third, megabytes.size() - third));
    }

    static Heap lastThird(List<Integer> megabytes) {
        return of(megabytes.subList(megabytes.size() - megabytes.size() / 3, megabytes.size()));
    }

    /**
     * Whether it did not grow since then, by the least that a collection left: what others leave holds garbage that is
     * only old, but a leak is in all of them.
     */
    boolean isFlatSince(Heap earlier) {
        return min <= earlier.min + SLACK;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d / %d / %d MB (%d collections)", min, median, max, collections);
    }
}
