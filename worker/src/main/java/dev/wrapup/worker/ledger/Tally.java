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
 * Sums a period up while its entries pass by. How the conversations stand that seem not to be delivered is asked again of
 * all entries there are: a delivery undoes a dead letter whenever it was, also before it, since nothing undoes a wrap-up.
 * So the order of the entries is of no account. Bounded, and for one thread.
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
        Instant time = entry.settledAt();
        outcomes.merge(entry.outcome(), 1L, Long::sum);
        first = first == null || time.isBefore(first) ? time : first;
        last = last == null || time.isAfter(last) ? time : last;
        String conversation = entry.conversationId();
        if (conversation == null) {
            return;
        }
        if (entry.outcome() == Final.DELIVERED) {
            undelivered.remove(conversation);
        } else if (undelivered.size() < MOST_UNDELIVERED || undelivered.containsKey(conversation)) {
            undelivered.merge(conversation, standing(conversation, entry), Tally::later);
        } else {
            complete = false;
        }
    }

    /** Whether all entries are to be shown once more, since what is left undelivered may have been delivered at any time. */
    boolean asksAgain() {
        return !undelivered.isEmpty();
    }

    /** An entry of any time, after all those of the period. */
    void again(LedgerEntry entry) {
        String conversation = entry.conversationId();
        if (conversation == null || !undelivered.containsKey(conversation)) {
            return;
        }
        if (entry.outcome() == Final.DELIVERED) {
            undelivered.remove(conversation);
        } else {
            undelivered.merge(conversation, standing(conversation, entry), Tally::later);
        }
    }

    private static Undelivered standing(String conversation, LedgerEntry entry) {
        return new Undelivered(conversation, entry.outcome(), entry.reason(), entry.settledAt());
    }

    private static Undelivered later(Undelivered one, Undelivered next) {
        return next.since().isBefore(one.since()) ? one : next;
    }

    Period period(long unreadable) {
        return new Period(
                outcomes.values().stream().mapToLong(Long::longValue).sum(),
                count(Final.DELIVERED),
                count(Final.DEAD),
                count(Final.REPLAYED),
                count(Final.DISCARDED),
                standing(Final.DEAD),
                standing(Final.REPLAYED),
                first,
                last,
                new ArrayList<>(undelivered.values()),
                complete,
                unreadable);
    }

    /** Conversations whose last word that is. */
    private long standing(Final outcome) {
        return undelivered.values().stream()
                .filter(each -> each.outcome() == outcome)
                .count();
    }

    private long count(Final outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }
}
