package dev.wrapup.worker;

/** Threads that a test wants to find waiting. */
public final class Threads {

    private Threads() {}

    /**
     * Runs a task on a thread of its own, and comes back when it waits for something, or is over.
     *
     * @throws IllegalStateException when interrupted, as by the test's timeout
     */
    public static Thread runUntilItWaits(Runnable task) {
        Thread thread = Thread.ofVirtual().start(task);
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            if (Thread.interrupted()) {
                throw new IllegalStateException("it neither waits nor ends");
            }
            Thread.onSpinWait();
        }
        return thread;
    }
}
