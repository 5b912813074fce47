package dev.wrapup.worker.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Several services as one: started in order, stopped in reverse. A failure to stop one stops none of the others. */
public final class Services implements Service {

    private final List<Service> all;
    private final Deque<Service> started = new ArrayDeque<>();
    private volatile boolean running;

    /** In the order in which they start. */
    public Services(List<Service> all) {
        this.all = List.copyOf(all);
    }

    /** Starts them; when one fails, those before it are stopped again. */
    @Override
    public synchronized void start() {
        for (Service service : all) {
            started.push(service); // before it starts: half a start may need a stop, too
            try {
                service.start();
            } catch (RuntimeException e) {
                stopAfter(e);
                throw e;
            }
        }
        running = true;
    }

    /** Whether all of them have started, and nobody has told them to stop. */
    public boolean areRunning() {
        return running;
    }

    private void stopAfter(RuntimeException failure) {
        try {
            stop();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        RuntimeException failures = new IllegalStateException("not everything stopped in order");
        while (!started.isEmpty()) {
            try {
                started.pop().stop();
            } catch (RuntimeException e) {
                failures.addSuppressed(e);
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }
}
