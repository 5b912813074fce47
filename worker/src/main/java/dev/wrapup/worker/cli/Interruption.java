package dev.wrapup.worker.cli;

import dev.wrapup.time.StopSignal;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, and SIGTERM, as a request: whoever works ends at the next good place, and the process once it has. Thread-safe.
 */
final class Interruption implements Waiting, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StopSignal asked = new StopSignal();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread atSignal = Thread.ofPlatform().name("interruption").unstarted(this::ask);

    /** From here on, signals are requests. */
    static Interruption expected() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.atSignal);
        return interruption;
    }

    private void ask() {
        asked.stop();
        try {
            ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void pause(Duration duration) throws StoppedException {
        asked.pause(duration);
    }

    /** What was to be said is said: the process may end. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(atSignal);
        } catch (IllegalStateException e) {
            // the process ends already, as it was asked to
        }
    }
}
