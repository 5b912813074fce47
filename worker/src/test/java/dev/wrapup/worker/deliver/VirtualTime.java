package dev.wrapup.worker.deliver;

import dev.wrapup.time.Clock;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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
    private final Semaphore turn = new Semaphore(0);
    private long nanos;
    private long numbers;

    /** Runs it on a thread of its own that far from now, once {@link #run} is called. */
    void start(Duration fromNow, Callable<?> task) {
        Sleeper first = add(nanos + fromNow.toNanos());
        Thread.startVirtualThread(() -> {
            first.awake().acquireUninterruptibly();
            try {
                task.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                turn.release();
            }
        });
    }

    /** Returns when everything that was started has ended. */
    void run() {
        while (!sleepers.isEmpty()) {
            Sleeper next = sleepers.remove();
            nanos = next.until();
            next.awake().release();
            turn.acquireUninterruptibly();
        }
    }

    @Override
    public void sleep(Duration duration) {
        Sleeper sleeper = add(nanos + Math.max(0, duration.toNanos()));
        turn.release();
        sleeper.awake().acquireUninterruptibly();
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
