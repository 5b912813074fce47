package dev.wrapup.worker.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay or discard that goes on in the background, as far as it has come.
 *
 * @param number counts from 1 in each process
 * @param planned how many it is to decide
 * @param endedAt null while it goes on
 * @param message why it ended early; null where it did not
 * @param delivered of what was replayed since it began: how many were delivered
 * @param deadAgain the same, of those that came back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Errand(
        long number,
        LedgerEntry.Final outcome,
        String by,
        int perSecond,
        long planned,
        long done,
        Instant begunAt,
        @Nullable Instant endedAt,
        Stage stage,
        @Nullable String message,
        long delivered,
        long deadAgain) {

    /** How it goes. */
    enum Stage {
        /** It goes on. */
        RUNNING,
        /** All of it is done. */
        DONE,
        /** A person ended it. */
        STOPPED,
        /** Nothing was done: it is no longer what the person was shown. */
        REFUSED,
        /** Kafka failed, or somebody else began. What was told as done is done. */
        FAILED
    }

    Errand doneSoFar(long count) {
        return new Errand(
                number, outcome, by, perSecond, planned, count, begunAt, null, stage, null, delivered, deadAgain);
    }

    Errand ended(Stage how, @Nullable String why, Instant now) {
        return new Errand(number, outcome, by, perSecond, planned, done, begunAt, now, how, why, delivered, deadAgain);
    }

    /** What the ledger says of what was replayed. */
    Errand saw(LedgerEntry entry) {
        boolean isOfThis = entry.replays() > 0 && !entry.settledAt().isBefore(begunAt);
        if (outcome != LedgerEntry.Final.REPLAYED || !isOfThis) {
            return this;
        }
        return switch (entry.outcome()) {
            case DELIVERED -> seen(delivered + 1, deadAgain);
            case DEAD -> seen(delivered, deadAgain + 1);
            case REPLAYED, DISCARDED -> this;
        };
    }

    /** The same, and the ledger is read anew. */
    Errand unseen() {
        return seen(0, 0);
    }

    private Errand seen(long deliveredNow, long deadNow) {
        return new Errand(
                number, outcome, by, perSecond, planned, done, begunAt, endedAt, stage, message, deliveredNow, deadNow);
    }
}
