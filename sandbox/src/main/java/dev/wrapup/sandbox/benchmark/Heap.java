package dev.wrapup.sandbox.benchmark;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What lived in the worker's heap as the work went on: the least that full collections left, each asked for when
 * another third of the work was done.
 *
 * @param megabytes after each of them, in order; not empty
 */
record Heap(List<Integer> megabytes) {

    static final int COLLECTIONS = 3;

    /** Growth that is caches filling and chance, not a leak: less than a tenth of the heap allowed. */
    private static final int SLACK = 25;

    Heap {
        megabytes = List.copyOf(megabytes);
        if (megabytes.isEmpty()) {
            throw new IllegalArgumentException("nothing is known of the heap");
        }
    }

    /** Whether it did not grow after the first of them. */
    boolean isFlat() {
        return Collections.max(megabytes) <= megabytes.getFirst() + SLACK;
    }

    @Override
    public String toString() {
        return megabytes.stream()
                .map(live -> String.format(Locale.ROOT, "%d MB", live))
                .collect(Collectors.joining(", ", "", isFlat() ? ": flat" : ": NOT FLAT"));
    }
}
