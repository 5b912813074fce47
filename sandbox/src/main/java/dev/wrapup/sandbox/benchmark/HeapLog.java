package dev.wrapup.sandbox.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java's log of its full collections that were asked for.
 *
 * @param file where that Java writes it
 */
record HeapLog(Path file) {

    private static final Pattern ASKED_FOR = Pattern.compile("Pause Full \\(Diagnostic Command\\) \\d+M->(\\d+)M");

    /** The option that makes a Java write such a log. */
    String option() {
        return "-Xlog:gc:file=" + file;
    }

    /** Has that Java collect all its garbage, and waits until it has. */
    void collect(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException("process " + pid + " did not collect its garbage");
        }
    }

    Heap read() throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return new Heap(live(lines));
        }
    }

    /** The heap in use after each of these collections, in megabytes. */
    static List<Integer> live(Stream<String> lines) {
        return lines.map(ASKED_FOR::matcher)
                .filter(Matcher::find)
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
    }
}
