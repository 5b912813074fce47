package dev.wrapup.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The time, and waiting for it. Everything that needs either is handed a clock; only main names the system's,
 * so that tests run on one they move by hand. Thread-safe.
 */
public interface Clock {

    /** The time of day: for what is written down or compared with other machines. It may jump. */
    Instant now();

    /** Nanoseconds since an arbitrary moment, never going back: for measuring how long something took. */
    long nanoTime();

    /**
     * Returns when the duration has passed.
     *
     * @param duration none or negative returns at once
     */
    void sleep(Duration duration) throws InterruptedException;
}
