package dev.wrapup.worker.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A period of an organization, summed up.
 *
 * @param entries in the period
 * @param delivered closures whose wrap-up is there
 * @param dead times that a closure ended as a dead letter; one that was replayed may do so again
 * @param replayed times that a person sent one back
 * @param discarded dead letters that a person put away
 * @param stillDead conversations that died in the period and have not been delivered, replayed or discarded to this day
 * @param open conversations with an entry in the period that a person sent back, and that have had no end since to this day
 * @param first the first entry's time; null when there is none
 * @param last the last entry's time; null when there is none
 * @param undelivered conversations with an entry in the period that are not delivered to this day, and their last entry:
 *     in order of their first; at most {@value Tally#MOST_UNDELIVERED}
 * @param complete whether all of those had room; where not, {@code stillDead} and {@code open} are lower bounds
 * @param unreadable records that are no entries
 */
public record Period(
        long entries,
        long delivered,
        long dead,
        long replayed,
        long discarded,
        long stillDead,
        long open,
        @Nullable Instant first,
        @Nullable Instant last,
        List<Undelivered> undelivered,
        boolean complete,
        long unreadable) {

    /** Keeps a copy of the list. */
    public Period {
        undelivered = List.copyOf(undelivered);
    }

    /** How a conversation stands that is not delivered: dead, replayed and open since, or discarded. */
    public record Undelivered(String conversationId, LedgerEntry.Final outcome, String reason, Instant since) {}
}
