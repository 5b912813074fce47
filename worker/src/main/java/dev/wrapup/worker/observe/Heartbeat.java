package dev.wrapup.worker.observe;

import dev.wrapup.time.Clock;
import java.time.Duration;

/** When the loop last turned. Thread-safe. */
public final class Heartbeat {

    /** A loop that has not turned for that long is stuck. Told within 30 s, however often somebody asks. */
    private static final Duration STUCK = Duration.ofSeconds(28);

    private final Clock clock;
    private volatile long lastNanos;

    /** Beats once at its making. */
    public Heartbeat(Clock clock) {
        this.clock = clock;
        beat();
    }

    /** The loop turned. */
    public void beat() {
        lastNanos = clock.nanoTime();
    }

    /** Whether the loop turned lately. */
    public boolean isAlive() {
        return age().compareTo(STUCK) < 0;
    }

    /** How long ago the loop turned. */
    public Duration age() {
        return Duration.ofNanos(clock.nanoTime() - lastNanos);
    }
}
