package dev.wrapup.worker.diagnose;

import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long after their closure an organization's interactions were first seen ready. What Wrapup saw is never earlier
 * than the platform was ready, so these are upper bounds. What a person sent back does not tell: its time goes to the person.
 *
 * @param samples how many there were, at least one
 */
public record ReadinessLag(int samples, Duration median, Duration percentile95) {

    /** Of these entries, as far as they tell; empty where none does. */
    public static Optional<ReadinessLag> of(List<LedgerEntry> entries) {
        List<Duration> lags =
                entries.stream().flatMap(entry -> lag(entry).stream()).sorted().toList();
        return lags.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReadinessLag(lags.size(), percentile(lags, 50), percentile(lags, 95)));
    }

    private static Optional<Duration> lag(LedgerEntry entry) {
        return entry.closedAt() == null || entry.firstReadyAt() == null || entry.replays() > 0
                ? Optional.empty()
                : Optional.of(Duration.between(entry.closedAt(), entry.firstReadyAt()))
                        .filter(lag -> !lag.isNegative());
    }

    private static Duration percentile(List<Duration> ascending, int percent) {
        return ascending.get((ascending.size() * percent + 99) / 100 - 1);
    }
}
