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
 * @param delivered of the conversations that it replayed: how many were delivered since
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
    Errand since(Aftermath aftermath) {
        return new Errand(
                number,
                outcome,
                by,
                perSecond,
                planned,
                done,
                begunAt,
                endedAt,
                stage,
                message,
                aftermath.delivered(),
                aftermath.deadAgain());
    }

    /** Whether it wrote this decision. */
    boolean made(LedgerEntry decision) {
        return decision.resolution() != null
                && by.equals(decision.resolution().by())
                && !decision.settledAt().isBefore(begunAt)
                && (endedAt == null || !decision.settledAt().isAfter(endedAt));
    }
}
