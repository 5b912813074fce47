package dev.wrapup.worker.work;

import dev.wrapup.time.Gate;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one pass waits. While it waits for readiness, another one of its organization uses its place in the lane. While it
 * waits for its first turn to send, it can be recalled: nobody was asked yet, so that nothing is lost. Thread-safe.
 */
final class PassWaiting implements Waiting {

    /** Told when the pass leaves its place, and when it takes one again. */
    interface Place {
        void leave();

        void take();
    }

    private final Waiting partition;
    private final Place place;
    private @Nullable Gate firstTurn;
    private boolean hasAsked;
    private boolean recalled;

    PassWaiting(Waiting partition, Place place) {
        this.partition = partition;
        this.place = place;
    }

    @Override
    public void pause(Duration duration) throws StoppedException {
        if (!duration.isPositive()) {
            partition.pause(duration);
            return;
        }
        place.leave();
        try {
            partition.pause(duration);
        } finally {
            place.take();
        }
    }

    @Override
    public void await(Gate gate) throws StoppedException {
        lineUp(gate);
        partition.await(gate);
        ask();
    }

    private synchronized void lineUp(Gate gate) {
        firstTurn = hasAsked ? null : gate;
    }

    private synchronized void ask() throws StoppedException {
        if (recalled) {
            throw new StoppedException();
        }
        hasAsked = true;
        firstTurn = null;
    }

    /** Calls the pass back if it waits for its first turn; false when it does not. */
    synchronized boolean recall() {
        if (firstTurn == null || recalled) {
            return false;
        }
        recalled = true;
        firstTurn.open();
        return true;
    }

    synchronized boolean wasRecalled() {
        return recalled;
    }
}
