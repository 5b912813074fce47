package dev.wrapup.worker.console;

import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Instant;
import java.util.BitSet;
import java.util.function.ToIntFunction;

/**
 * What the ledger tells of the conversations that one replay sent back, and of nobody else's: each counts once, however
 * often it is told. For one thread.
 */
final class Aftermath {

    private final ToIntFunction<LedgerEntry> conversations;
    private final Instant since;
    private final BitSet delivered = new BitSet();
    private final BitSet dead = new BitSet();

    /**
     * Of a replay of which nothing is known yet.
     *
     * @param conversations which of its conversations an entry is of, from 0; negative for all others
     * @param since when it began
     */
    Aftermath(ToIntFunction<LedgerEntry> conversations, Instant since) {
        this.conversations = conversations;
        this.since = since;
    }

    /** The ledger tells what became of something; whether it was one of these. */
    boolean saw(LedgerEntry entry) {
        int index = conversations.applyAsInt(entry);
        if (index < 0 || entry.replays() == 0 || entry.settledAt().isBefore(since)) {
            return false;
        }
        switch (entry.outcome()) {
            case DELIVERED -> delivered.set(index);
            case DEAD -> dead.set(index);
            case REPLAYED, DISCARDED -> {}
        }
        return true;
    }

    long delivered() {
        return delivered.cardinality();
    }

    /** Those that came back and were not delivered since. */
    long deadAgain() {
        BitSet open = (BitSet) dead.clone();
        open.andNot(delivered);
        return open.cardinality();
    }
}
