package dev.wrapup.sandbox.benchmark;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What lived in the worker's heap as the work went on after what was measured: what full collections left, the last of
 * them at the very end.
 *
 * @param megabytes after each of them, in order; empty where the Java logged none, as with some collectors
 */
record Heap(List<Integer> megabytes) {

    static final int COLLECTIONS = 3;

    /** Growth that is caches filling and chance, not a leak: less than a tenth of the heap allowed. */
    private static final int SLACK = 25;

    Heap {
        megabytes = List.copyOf(megabytes);
    }

    /** Whether it did not grow after the first of them; of one that is known. */
    boolean isFlat() {
        return Collections.max(megabytes) <= megabytes.getFirst() + SLACK;
    }

    @Override
    public String toString() {
        if (megabytes.isEmpty()) {
            return "is not known";
        }
        return megabytes.stream()
                .map(live -> String.format(Locale.ROOT, "%d MB", live))
                .collect(Collectors.joining(", ", "", isFlat() ? ": flat" : ": NOT FLAT"));
    }
}
