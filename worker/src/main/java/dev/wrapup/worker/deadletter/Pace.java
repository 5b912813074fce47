package dev.wrapup.worker.deadletter;

import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import java.time.Duration;

/**
 * So many a second, at most, from now on. What a standstill misses, of this process or of Kafka, is not made up for: whoever
 * chose the pace chose what the platform can take. For one thread.
 */
final class Pace {

    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    private final Clock clock;
    private final int perSecond;
    private long dueNanos;

    Pace(int perSecond, Clock clock) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.dueNanos = clock.nanoTime();
    }

    /**
     * Returns when the next ones may go: the first at once, and others when those before them have had their time.
     *
     * @throws StoppedException when waiting was called off
     */
    void await(int next, Waiting waiting) throws StoppedException {
        waiting.pause(Duration.ofNanos(dueNanos - clock.nanoTime()));
        long lateNanos = Math.max(0, clock.nanoTime() - dueNanos);
        dueNanos += lateNanos + next * NANOS / perSecond;
    }
}
