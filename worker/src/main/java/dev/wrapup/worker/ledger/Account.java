package dev.wrapup.worker.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger tells of one conversation. Pure.
 *
 * @param entries all of it, in order of time
 * @param unreadable records that name the conversation and are no entries, or are too many
 * @param searched records that were looked at
 * @param since how far back those reach; null when there was none
 */
public record Account(
        List<LedgerEntry> entries,
        long unreadable,
        long searched,
        @Nullable Instant since) {

    /** Of a ledger that was not searched. */
    public static final Account NOTHING = new Account(List.of(), 0, 0, null);

    /** Puts the entries in order of time. */
    public Account {
        entries = entries.stream()
                .sorted(Comparator.comparing(LedgerEntry::settledAt))
                .toList();
    }

    /**
     * For each organization that has entries of it the one that says how it stands: its first delivery, since nothing that
     * comes after it undoes a wrap-up, or else the last one. A conversation is in one organization; more of them mean that
     * somebody wrote closures under a wrong one.
     */
    public List<LedgerEntry> standing() {
        Map<String, LedgerEntry> standing = new LinkedHashMap<>();
        for (LedgerEntry entry : entries) {
            standing.merge(
                    String.valueOf(entry.organizationId()),
                    entry,
                    (before, next) -> before.outcome() == LedgerEntry.Final.DELIVERED ? before : next);
        }
        return new ArrayList<>(standing.values());
    }
}
