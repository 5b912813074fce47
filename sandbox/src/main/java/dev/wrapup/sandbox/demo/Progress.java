package dev.wrapup.sandbox.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** How far a run is: one line that is drawn again on a terminal, a line every few seconds anywhere else. */
final class Progress {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final int WIDTH = 40;

    private final PrintWriter out;
    private final boolean terminal;
    private final int total;
    private Duration nextLine = BETWEEN_LINES;

    Progress(PrintWriter out, boolean terminal, int total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
    }

    /** Shows it, unless it was shown just now. */
    void show(int ended, Duration passed) {
        if (terminal) {
            out.print("\r" + bar(ended, passed));
            out.flush();
        } else if (passed.compareTo(nextLine) >= 0) {
            out.println(text(ended, passed));
            out.flush();
            nextLine = passed.plus(BETWEEN_LINES);
        }
    }

    /** Shows it for the last time. */
    void end(int ended, Duration passed) {
        out.println((terminal ? "\r" + bar(ended, passed) : text(ended, passed)));
        out.flush();
    }

    private String bar(int ended, Duration passed) {
        int full = (int) ((long) WIDTH * Math.min(ended, total) / total);
        return "  [" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]" + text(ended, passed);
    }

    private String text(int ended, Duration passed) {
        return String.format(Locale.ROOT, "  %,d of %,d at their end after %d s", ended, total, passed.toSeconds());
    }
}
