package dev.wrapup.sandbox.time;

import dev.wrapup.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that a test moves by hand. Whoever sleeps is written down, and returns when the time has come. */
public final class ManualClock implements Clock {

    private static final Instant START = Instant.parse("2026-01-15T10:00:00Z");

    private Duration passed = Duration.ZERO;
    private final List<Duration> sleeps = new ArrayList<>();

    @Override
    public synchronized Instant now() {
        return START.plus(passed);
    }

    @Override
    public synchronized long nanoTime() {
        return passed.toNanos();
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (!duration.isPositive()) {
            return;
        }
        Duration end = passed.plus(duration);
        sleeps.add(duration);
        notifyAll();
        while (passed.compareTo(end) < 0) {
            wait();
        }
    }

    public synchronized void advance(Duration duration) {
        passed = passed.plus(duration);
        notifyAll();
    }

    /** Waits until somebody sleeps for the n-th time, from 1, and returns for how long. */
    public synchronized Duration awaitSleep(int n) throws InterruptedException {
        while (sleeps.size() < n) {
            wait();
        }
        return sleeps.get(n - 1);
    }
}
