package dev.wrapup.sandbox.experiment;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.Quantile;
import dev.wrapup.sandbox.genesys.Testimony;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One backlog, worked off once. Pure.
 *
 * @param waits of the healthy organizations' closures, from ready or the worker's start to delivered; ascending
 * @param undelivered of these; they count as if delivered when the time was over
 * @param duplicates wrap-ups beyond the first, of all organizations
 * @param wrongOrganization requests, of all organizations
 */
record IsolationLeg(Setting setting, List<Duration> waits, long undelivered, long duplicates, long wrongOrganization) {

    /** Which one it is. */
    record Setting(int partitions, int round, boolean withOthers) {}

    static IsolationLeg of(
            Setting setting, Set<OrganizationId> healthy, Testimony testimony, Instant started, Instant ended) {
        List<History> measured = testimony.histories().stream()
                .filter(history -> healthy.contains(history.organization()))
                .toList();
        return new IsolationLeg(
                setting,
                measured.stream()
                        .map(history -> waited(history, started, ended))
                        .sorted()
                        .toList(),
                measured.stream().filter(history -> history.wrapUps().isEmpty()).count(),
                Truths.duplicates(testimony),
                Truths.wrongOrganization(testimony));
    }

    private static Duration waited(History history, Instant started, Instant ended) {
        Instant ready = history.readyAt();
        Instant from = ready != null && ready.isAfter(started) ? ready : started;
        Instant until = history.wrapUps().isEmpty()
                ? ended
                : history.wrapUps().getFirst().acceptedAt();
        return until.isBefore(from) ? Duration.ZERO : Duration.between(from, until);
    }

    double millis(double share) {
        return Quantile.of(share, waits).toNanos() / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "partitions %d, round %d, %s: p99 %,.0f ms, %,d of %,d delivered",
                setting.partitions,
                setting.round,
                setting.withOthers ? "with the others" : "without the others",
                millis(0.99),
                waits.size() - undelivered,
                waits.size());
    }
}
