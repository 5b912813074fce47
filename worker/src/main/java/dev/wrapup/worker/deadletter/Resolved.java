package dev.wrapup.worker.deadletter;

import static java.util.Objects.requireNonNull;

import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided of a dead letter.
 *
 * @param by who, as they named themselves
 * @param note why; null where they did not say
 */
public record Resolved(
        LedgerEntry.Final outcome,
        Instant at,
        String by,
        @Nullable String note) {

    /** Many decisions have the same author and note: those of one replay. */
    static Resolved of(LedgerEntry entry) {
        LedgerEntry.Resolution resolution = requireNonNull(entry.resolution());
        String note = resolution.note();
        return new Resolved(
                entry.outcome(), entry.settledAt(), resolution.by().intern(), note == null ? null : note.intern());
    }
}
