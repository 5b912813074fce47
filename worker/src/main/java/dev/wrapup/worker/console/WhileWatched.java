package dev.wrapup.worker.console;

import dev.wrapup.time.Clock;
import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.service.Service;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done in the background while somebody looks at what comes of it: from the first look on, until nobody has
 * looked for some minutes. What fails is told to whoever looks, and tried again. Thread-safe.
 */
final class WhileWatched implements Service {

    private static final Logger log = LoggerFactory.getLogger(WhileWatched.class);

    private static final Duration UNWATCHED = Duration.ofMinutes(3);
    private static final Duration RETRY = Duration.ofSeconds(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final Supplier<Work> works;
    private final Clock clock;
    private boolean isOpen;
    private long lastLookNanos;
    private @Nullable Thread thread;
    private volatile @Nullable String failure;

    /** What is done. For one thread. */
    interface Work extends AutoCloseable {

        /** Does one turn, and returns how long to rest before the next. */
        Duration turn();

        @Override
        void close();
    }

    /**
     * Nothing is done before somebody looks.
     *
     * @param works begins the work, anew after each failure
     */
    WhileWatched(String name, Supplier<Work> works, Clock clock) {
        this.name = name;
        this.works = works;
        this.clock = clock;
    }

    /** From here on somebody may look. */
    @Override
    public synchronized void start() {
        isOpen = true;
    }

    /** Somebody looks. */
    synchronized void look() {
        lastLookNanos = clock.nanoTime();
        if (isOpen && thread == null) {
            thread = Thread.ofPlatform().daemon().name(name).start(this::run);
        }
    }

    /** Why there is nothing new, in words; null while all is well. */
    @Nullable
    String failure() {
        return failure;
    }

    @Override
    public void stop() {
        Thread running;
        synchronized (this) {
            isOpen = false;
            running = thread;
        }
        if (running != null) {
            running.interrupt();
            try {
                running.join(STOP_PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            while (goesOn()) {
                attempt();
            }
        } catch (InterruptedException | InterruptException e) {
            log.trace("told to stop");
        } finally {
            ended();
        }
    }

    private void attempt() throws InterruptedException {
        try (Work work = works.get()) {
            while (goesOn()) {
                Duration rest = work.turn();
                failure = null;
                clock.sleep(rest);
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            failed(KafkaFailure.inWords(e));
        } catch (RuntimeException e) {
            failed(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void failed(String why) throws InterruptedException {
        failure = why;
        log.debug("{}: {}", name, why);
        clock.sleep(RETRY);
    }

    /** Whether there is a next turn; where there is none, the next look begins anew. */
    private synchronized boolean goesOn() {
        boolean isWatched = clock.nanoTime() - lastLookNanos < UNWATCHED.toNanos();
        boolean isLatest = thread == Thread.currentThread();
        if (isOpen && isWatched && isLatest) {
            return true;
        }
        ended();
        return false;
    }

    private synchronized void ended() {
        if (thread == Thread.currentThread()) {
            thread = null;
        }
    }
}
