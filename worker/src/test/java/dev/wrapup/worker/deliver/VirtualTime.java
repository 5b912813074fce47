package dev.wrapup.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.time.Clock;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * A time in which many threads of blocking code wait side by side, and hours pass in milliseconds: whenever all wait,
 * it jumps to where the first of them goes on. One runs at a time, always in the same order.
 */
final class VirtualTime implements Clock {

    private record Sleeper(long until, long number, Semaphore awake) {}

    private final PriorityQueue<Sleeper> sleepers =
            new PriorityQueue<>(Comparator.comparingLong(Sleeper::until).thenComparingLong(Sleeper::number));
    private final List<Throwable> failures = new ArrayList<>();
    private final Semaphore allEnded = new Semaphore(0);
    private long nanos;
    private long numbers;

    /** Runs it on a thread of its own that far from now, once {@link #run} is called. */
    void start(Duration fromNow, Callable<?> task) {
        Sleeper first = add(nanos + fromNow.toNanos());
        Thread.startVirtualThread(() -> {
            first.awake().acquireUninterruptibly();
            try {
                task.call();
            } catch (Exception | Error e) {
                failures.add(e);
            } finally {
                passOn();
            }
        });
    }

    /** Returns when everything that was started has ended, and none of it by a failure. */
    void run() {
        passOn();
        allEnded.acquireUninterruptibly();
        assertThat(failures).isEmpty();
    }

    @Override
    public void sleep(Duration duration) {
        Sleeper sleeper = add(nanos + Math.max(0, duration.toNanos()));
        passOn();
        sleeper.awake().acquireUninterruptibly();
    }

    /** To whoever wakes next: the same thread, perhaps. */
    private void passOn() {
        Sleeper next = sleepers.poll();
        if (next == null) {
            allEnded.release();
        } else {
            nanos = next.until();
            next.awake().release();
        }
    }

    @Override
    public Instant now() {
        return ManualClock.START.plusNanos(nanos);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    Waiting waiting() {
        return this::sleep;
    }

    private Sleeper add(long until) {
        Sleeper sleeper = new Sleeper(until, numbers++, new Semaphore(0));
        sleepers.add(sleeper);
        return sleeper;
    }
}
