package dev.wrapup.worker.ledger;

import dev.wrapup.worker.ledger.LedgerEntry.Final;
import dev.wrapup.worker.ledger.Period.Undelivered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums a period up while its entries pass by, in the order of the ledger. What happened after the period is told as well:
 * a dead letter of the period may have been delivered since. Bounded, and for one thread.
 */
final class Tally {

    static final int MOST_UNDELIVERED = 100_000;

    private final Map<Final, Long> outcomes = new EnumMap<>(Final.class);
    private final Map<String, Undelivered> undelivered = new LinkedHashMap<>();
    private @Nullable Instant first;
    private @Nullable Instant last;
    private boolean complete = true;

    /** An entry of the period. */
    void within(LedgerEntry entry) {
        outcomes.merge(entry.outcome(), 1L, Long::sum);
        first = first == null ? entry.settledAt() : first;
        last = entry.settledAt();
        follow(entry, true);
    }

    /** An entry that came after it. */
    void later(LedgerEntry entry) {
        follow(entry, false);
    }

    private void follow(LedgerEntry entry, boolean isWithin) {
        String conversation = entry.conversationId();
        if (conversation == null) {
            return;
        }
        if (entry.outcome() == Final.DELIVERED) {
            undelivered.remove(conversation);
        } else if (undelivered.containsKey(conversation) || isWithin) {
            keep(new Undelivered(conversation, entry.outcome(), entry.reason(), entry.settledAt()));
        }
    }

    private void keep(Undelivered next) {
        if (undelivered.size() < MOST_UNDELIVERED || undelivered.containsKey(next.conversationId())) {
            undelivered.put(next.conversationId(), next);
        } else {
            complete = false;
        }
    }

    Period period(long unreadable) {
        return new Period(
                outcomes.values().stream().mapToLong(Long::longValue).sum(),
                count(Final.DELIVERED),
                count(Final.DEAD),
                count(Final.REPLAYED),
                count(Final.DISCARDED),
                undelivered.values().stream()
                        .filter(each -> each.outcome() == Final.DEAD)
                        .count(),
                first,
                last,
                new ArrayList<>(undelivered.values()),
                complete,
                unreadable);
    }

    private long count(Final outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }
}
