package dev.wrapup.worker.console;

import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting that a person calls off. Thread-safe. */
final class Halt implements Waiting {

    private final CountDownLatch called = new CountDownLatch(1);

    void call() {
        called.countDown();
    }

    boolean isCalled() {
        return called.getCount() == 0;
    }

    @Override
    public void pause(Duration duration) throws StoppedException {
        try {
            if (called.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoppedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }
}
