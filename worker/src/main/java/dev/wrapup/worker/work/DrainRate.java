package dev.wrapup.worker.work;

import java.time.Duration;

/**
 * How fast a lane drains while it is full. Only then does what comes out of it tell what it could do. Pure; for one
 * thread at a time.
 */
final class DrainRate {

    /** What was seen this long ago counts a third. */
    private static final double MEMORY_SECONDS = 30;

    /** A lane that has been full for less is not judged. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private boolean full;
    private long fullSinceNanos;
    private long lastNanos;
    private double ended;
    private double seconds;

    /** Whether the lane is full from now on. What was learnt lasts until it is not. */
    void full(boolean nowFull, long nanos) {
        if (nowFull && !full) {
            fullSinceNanos = nanos;
            lastNanos = nanos;
            ended = 0;
            seconds = 0;
        }
        full = nowFull;
    }

    /** One pass came to its end. */
    void ended(long nanos) {
        if (full) {
            pass(nanos);
            ended++;
        }
    }

    /** For how long it has been full without a break; zero when it is not. */
    Duration fullFor(long nanos) {
        return full ? Duration.ofNanos(nanos - fullSinceNanos) : Duration.ZERO;
    }

    boolean isKnown(long nanos) {
        return fullFor(nanos).compareTo(SHORTEST) >= 0;
    }

    /** Passes a second that come to their end; of a lane whose rate is known. */
    double perSecond(long nanos) {
        pass(nanos);
        return ended / seconds;
    }

    private void pass(long nanos) {
        double passed = (nanos - lastNanos) / 1e9;
        double kept = Math.exp(-passed / MEMORY_SECONDS);
        ended *= kept;
        seconds = seconds * kept + MEMORY_SECONDS * (1 - kept);
        lastNanos = nanos;
    }
}
