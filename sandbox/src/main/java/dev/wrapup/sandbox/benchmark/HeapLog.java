package dev.wrapup.sandbox.benchmark;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a Java's log of collections says of its heap. Pure. */
final class HeapLog {

    private static final Pattern PAUSE = Pattern.compile("\\[(\\S+?)].* Pause .*?(\\d+)M->(\\d+)M\\((\\d+)M\\).*");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    private HeapLog() {}

    /** The option that makes a Java write such a log. */
    static String option(String file) {
        return "-Xlog:gc:file=" + file + ":time";
    }

    /** The heap in use after each collection within the time, in megabytes, in order. */
    static List<Integer> afterCollections(Stream<String> lines, Instant from, Instant to) {
        List<Integer> megabytes = new ArrayList<>();
        lines.map(PAUSE::matcher).filter(Matcher::matches).forEach(pause -> {
            Instant at = OffsetDateTime.parse(pause.group(1), TIME).toInstant();
            if (!at.isBefore(from) && !at.isAfter(to)) {
                megabytes.add(Integer.parseInt(pause.group(3)));
            }
        });
        return megabytes;
    }
}
