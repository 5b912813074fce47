package dev.wrapup.worker.work;

import dev.wrapup.time.Gate;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Calls off every wait of one partition's passes. Calls in progress are not cut: what they bring is worth knowing. */
final class StopSignal implements Waiting {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Set<Gate> gates = ConcurrentHashMap.newKeySet();

    void stop() {
        stopped.countDown();
        gates.forEach(Gate::open);
    }

    boolean isStopped() {
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
