package dev.wrapup.worker.deadletter;

import dev.wrapup.worker.ledger.LedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants done with dead letters.
 *
 * @param outcome {@link LedgerEntry.Final#REPLAYED} or {@link LedgerEntry.Final#DISCARDED}
 * @param by who, as they name themselves
 * @param note why; null where they do not say
 * @param perSecond how many a second, at most
 */
public record Order(
        LedgerEntry.Final outcome, String by, @Nullable String note, int perSecond) {

    /** Checks that it is a decision, and has a pace. */
    public Order {
        if (!outcome.isResolution()) {
            throw new IllegalArgumentException(outcome + " is nothing that a person decides");
        }
        if (perSecond < 1) {
            throw new IllegalArgumentException("at least one a second");
        }
    }
}
