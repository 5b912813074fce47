package dev.wrapup.time;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Calls off every wait, present and to come. What is in progress is not cut: what it brings is worth knowing. Thread-safe. */
public final class StopSignal implements Waiting {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Set<Gate> gates = ConcurrentHashMap.newKeySet();

    /** Gives it, for good. */
    public void stop() {
        stopped.countDown();
        gates.forEach(Gate::open);
    }

    /** Whether it was given. */
    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public void pause(Duration duration) throws StoppedException {
        try {
            if (stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoppedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }

    @Override
    public void await(Gate gate) throws StoppedException {
        gates.add(gate);
        try {
            if (!isStopped()) { // or it may have been given before the gate was known here
                gate.await();
            }
            pause(Duration.ZERO);
        } finally {
            gates.remove(gate);
        }
    }
}
