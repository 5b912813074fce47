package dev.wrapup.sandbox.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A worker's heap, as its garbage collector's log tells.
 *
 * @param afterCollection MiB in use after each collection, in order
 */
record Heap(List<Integer> afterCollection) {

    /** {@code Pause Young (Normal) (G1 Evacuation Pause) 120M->35M(256M) 3.1ms}. */
    private static final Pattern COLLECTION = Pattern.compile("Pause .*?(\\d+)M->(\\d+)M\\(\\d+M\\)");

    static Heap read(Path log) throws IOException {
        return parse(Files.readString(log));
    }

    static Heap parse(String log) {
        return new Heap(COLLECTION
                .matcher(log)
                .results()
                .map((MatchResult collection) -> Integer.parseInt(collection.group(2)))
                .toList());
    }

    /** The median of the second third of all collections: the first is for warming up. */
    int inTheMiddle() {
        return median(afterCollection.subList(afterCollection.size() / 3, 2 * afterCollection.size() / 3));
    }

    /** The median of the last third. */
    int atTheEnd() {
        return median(afterCollection.subList(2 * afterCollection.size() / 3, afterCollection.size()));
    }

    private static int median(List<Integer> values) {
        return values.isEmpty() ? 0 : values.stream().sorted().toList().get(values.size() / 2);
    }
}
