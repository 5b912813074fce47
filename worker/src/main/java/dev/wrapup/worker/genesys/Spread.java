package dev.wrapup.worker.genesys;

import dev.wrapup.time.Clock;
import java.time.Duration;

/**
 * Has those that were sent away come back one after the other, at a steady rate, and not all at once. Thread-safe.
 */
final class Spread {

    private final long spacingNanos;
    private final Clock clock;
    private long lastNanos;

    /** So many a second. */
    Spread(int perSecond, Clock clock) {
        this.spacingNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        this.clock = clock;
        this.lastNanos = clock.nanoTime();
    }

    /** When the next one comes back: after that wait, or once the one before it has. */
    synchronized Duration after(Duration wait) {
        long now = clock.nanoTime();
        long earliest = now + wait.toNanos();
        long inTurn = lastNanos + spacingNanos;
        lastNanos = inTurn - earliest > 0 ? inTurn : earliest;
        return Duration.ofNanos(lastNanos - now);
    }
}
