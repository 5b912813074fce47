package dev.wrapup.time;

import java.time.Duration;

/** A time by which work must have ended for whoever waits for it. Whoever works asks now and then. Thread-safe. */
@FunctionalInterface
public interface Deadline {

    /** For work that takes the time that it takes. */
    Deadline NEVER = () -> false;

    /** Whether it has passed. */
    boolean isOver();

    /** The one that is so far away now. */
    static Deadline in(Duration limit, Clock clock) {
        long begun = clock.nanoTime();
        return () -> clock.nanoTime() - begun >= limit.toNanos();
    }
}
