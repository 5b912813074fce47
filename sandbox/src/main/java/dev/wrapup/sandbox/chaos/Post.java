package dev.wrapup.sandbox.chaos;

import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A place at which one process of the worker's jar is to run, whoever kills it: as a supervisor sees to it in
 * production. One strike at a time. Thread-safe.
 */
final class Post {

    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(1);
    private static final int MAX_STARTS = 200;
    private static final Duration STOP = Duration.ofSeconds(60);

    private final String name;
    private final Start start;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final List<WorkerProcess> all = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private @Nullable WorkerProcess current;

    /** Starts the process. */
    @FunctionalInterface
    interface Start {
        WorkerProcess start() throws InterruptedException;
    }

    /** What is done to a process. */
    @FunctionalInterface
    interface Deed {
        void to(WorkerProcess process) throws InterruptedException;
    }

    /** A post that is not manned. */
    Post(String name, Start start, Clock clock) {
        this.name = name;
        this.start = start;
        this.clock = clock;
    }

    /** Starts the process unless it runs. One that does not come up, as while Kafka is away, is started again. */
    void man() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (current != null && !current.isRunning()) {
                faults.add(name + " ended by itself:\n" + current.log());
                current = null;
            }
            for (int starts = 0; current == null; starts++) {
                try {
                    current = start.start();
                    all.add(current);
                } catch (IllegalStateException e) {
                    if (starts == MAX_STARTS) {
                        throw e;
                    }
                    clock.sleep(BETWEEN_STARTS);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Does this to its process, and mans it anew after a while. */
    void strike(Deed deed, Duration lasts) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            man();
            deed.to(running());
            current = null;
            clock.sleep(lasts);
            man();
        } finally {
            lock.unlock();
        }
    }

    /** Lets its process stand still for that long. */
    void suspend(Duration lasts) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            man();
            running().suspend();
            try {
                clock.sleep(lasts);
            } finally {
                running().resume();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells its process to stop, and notes if it does not in order. */
    void stop(WorkerProcess process) {
        try {
            int status = process.stop(STOP);
            if (status != 0) {
                faults.add(name + " ended with " + status + " when it was told to stop:\n" + process.log());
            }
        } catch (IllegalStateException e) {
            faults.add(name + ": " + e.getMessage());
        }
    }

    /** Ends it for good, if it is manned. */
    void leave() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (current != null) {
                stop(current);
                current = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private WorkerProcess running() {
        if (current == null) {
            throw new IllegalStateException(name + " is not manned");
        }
        return current;
    }

    /** What it should not have done, in sentences. */
    List<String> faults() {
        lock.lock();
        try {
            return List.copyOf(faults);
        } finally {
            lock.unlock();
        }
    }

    String name() {
        return name;
    }

    /** All that its processes logged, one after the other. */
    String log() {
        lock.lock();
        try {
            StringBuilder log = new StringBuilder();
            all.forEach(process -> log.append("--- process ")
                    .append(process.pid())
                    .append('\n')
                    .append(process.log()));
            return log.toString();
        } finally {
            lock.unlock();
        }
    }

    /** Kills what still runs. */
    void close() {
        all.forEach(WorkerProcess::close);
    }
}
