package dev.wrapup.time;

import java.io.Serial;

/** What was being waited for is no longer ours to do. Nothing went wrong, and nothing may be concluded. */
public final class StoppedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    /** Without a stack trace: stopping is expected. */
    public StoppedException() {
        super("stopped", null, false, false);
    }
}
