package dev.wrapup.worker;

import dev.wrapup.time.Clock;
import dev.wrapup.time.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A clock that is moved by hand; whoever sleeps on it moves it. Its nanoseconds begin shortly before they overflow,
 * since theirs is an arbitrary beginning. Thread-safe.
 */
public final class ManualClock implements Clock {

    /** When it starts. */
    public static final Instant START = Instant.parse("2026-11-03T09:00:00Z");

    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = START;
    private long nanos = Long.MAX_VALUE - 1_000;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    /** Returns at once, that much later. */
    @Override
    public synchronized void sleep(Duration duration) {
        if (duration.isPositive()) {
            advance(duration);
        }
    }

    /** Time passes. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
        nanos += duration.toNanos();
    }

    /** Somebody sets the time of day; no time passes. */
    public synchronized void jump(Duration duration) {
        now = now.plus(duration);
    }

    /** Waiting that is never called off, and lets the time pass instead. */
    public Waiting waiting() {
        return duration -> {
            synchronized (this) {
                if (duration.isPositive()) {
                    pauses.add(duration);
                    advance(duration);
                }
            }
        };
    }

    /** What was waited for so far. */
    public synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
