package dev.wrapup.sandbox.chaos;

import dev.wrapup.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/** Strikes when the plan says so, each strike on a thread of its own. Thread-safe. */
final class Conductor {

    private final Plan plan;
    private final Rig rig;
    private final Clock clock;
    private final List<Strike> done = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final CountDownLatch left;

    Conductor(Plan plan, Rig rig, Clock clock) {
        this.plan = plan;
        this.rig = rig;
        this.clock = clock;
        this.left = new CountDownLatch(plan.strikes().size());
    }

    /** Begins; returns at once. */
    void start() {
        plan.strikes().forEach(timed -> Thread.ofVirtual().name("strike").start(() -> play(timed)));
    }

    private void play(Plan.Timed timed) {
        try {
            clock.sleep(timed.at());
            rig.strike(timed.strike());
            done.add(timed.strike());
        } catch (InterruptedException | RuntimeException e) {
            failure.completeExceptionally(new IllegalStateException("this strike failed: " + timed, e));
        } finally {
            left.countDown();
        }
    }

    /**
     * Whether the last strike is over.
     *
     * @throws IllegalStateException when one could not be played or mended
     */
    boolean isOver() {
        try {
            failure.getNow(null);
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return left.getCount() == 0;
    }

    /** How often each kind was played to its end. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        synchronized (done) {
            done.forEach(strike -> counts.merge(strike.kind(), 1, Integer::sum));
        }
        return counts;
    }

    /** How long the plan takes at least. */
    Duration length() {
        return plan.strikes().stream()
                .map(timed -> timed.at().plus(timed.strike().lasts()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
