package dev.wrapup.time;

import java.util.concurrent.CountDownLatch;

/** Opens once, for whoever waits for it. Thread-safe. */
public final class Gate {

    private final CountDownLatch opened = new CountDownLatch(1);

    /** Opens it, for good. */
    public void open() {
        opened.countDown();
    }

    /**
     * Returns once it is open.
     *
     * @throws StoppedException when the thread was interrupted
     */
    public void await() throws StoppedException {
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }
}
