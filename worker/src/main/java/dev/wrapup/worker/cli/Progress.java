package dev.wrapup.worker.cli;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** How far something has come: a bar that moves where somebody looks at it, else a line for each tenth. */
final class Progress {

    private static final int WIDTH = 30;
    private static final int TENTHS = 10;

    private final long total;
    private final int perSecond;
    private final PrintWriter out;
    private final boolean moving;
    private long done;
    private long tenthsTold;

    Progress(long total, int perSecond, PrintWriter out) {
        this(total, perSecond, out, Ansi.AUTO.enabled());
    }

    Progress(long total, int perSecond, PrintWriter out, boolean moving) {
        this.total = total;
        this.perSecond = perSecond;
        this.out = out;
        this.moving = moving;
    }

    void done(long count) {
        done = count;
        long tenths = done * TENTHS / total;
        if (moving) {
            out.print("\r" + bar() + " " + words());
            out.flush();
        } else if (tenths > tenthsTold) {
            tenthsTold = tenths;
            out.println(words());
            out.flush();
        }
    }

    long count() {
        return done;
    }

    /** Whatever is printed next begins on a line of its own. */
    void end() {
        if (moving && done > 0) {
            out.println();
            out.flush();
        }
    }

    private String bar() {
        int filled = (int) (done * WIDTH / total);
        return "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "]";
    }

    private String words() {
        return String.format(
                Locale.ROOT,
                "%3d %%  %,d of %,d, %,d s left   ",
                done * 100 / total,
                done,
                total,
                (total - done + perSecond - 1) / perSecond);
    }
}
