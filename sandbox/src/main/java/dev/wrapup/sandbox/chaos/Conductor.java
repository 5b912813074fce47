package dev.wrapup.sandbox.chaos;

import dev.wrapup.time.Clock;
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
        } catch (Throwable e) { // a strike that is not played must not look like one that is
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
        boolean isOver = left.getCount() == 0; // before the failure: the last strike may be the one that fails
        try {
            failure.getNow(null);
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return isOver;
    }

    /** How often each kind was played to its end. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        synchronized (done) {
            done.forEach(strike -> counts.merge(strike.kind(), 1, Integer::sum));
        }
        return counts;
    }
}
