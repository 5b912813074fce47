package dev.wrapup.worker.deliver;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounded passes at once of one organization, first come, first served. Thread-safe. */
final class Lane {

    private final Semaphore places;

    Lane(int maxInFlight) {
        places = new Semaphore(maxInFlight, true);
    }

    /** Whether a place became free within that time; whoever got one leaves by {@link #leave}. */
    boolean enter(Duration patience) throws InterruptedException {
        return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    void leave() {
        places.release();
    }
}
