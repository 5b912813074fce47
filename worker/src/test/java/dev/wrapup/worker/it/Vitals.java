package dev.wrapup.worker.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a Java process is, once it has collected all its garbage.
 *
 * @param liveBytes of its heap
 * @param threads of the operating system
 * @param files that it holds open, sockets among them
 */
record Vitals(long liveBytes, long threads, long files) {

    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    static Vitals of(long pid) throws IOException {
        return new Vitals(liveBytes(pid), entries(pid, "task"), files(pid));
    }

    static long files(long pid) throws IOException {
        return entries(pid, "fd");
    }

    /** A histogram of what lives collects all garbage first. */
    private static long liveBytes(long pid) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Matcher total = TOTAL.matcher(new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        if (!total.find()) {
            throw new IllegalStateException("process " + pid + " does not tell what lives in its heap");
        }
        return Long.parseLong(total.group(1));
    }

    private static long entries(long pid, String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
            return entries.count();
        }
    }
}
