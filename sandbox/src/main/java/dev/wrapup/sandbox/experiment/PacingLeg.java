package dev.wrapup.sandbox.experiment;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.Consumption;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.Testimony;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What so many workers made of the limit of one client. Pure.
 *
 * @param took from the first request to the last wrap-up
 * @param whileAllWaited the same until the first organization had nothing left, and from the first request for a
 *     conversation
 * @param byWorker requests for conversations of each, by what it calls itself
 */
record PacingLeg(int workers, Counts counts, Window took, Window whileAllWaited, Map<String, Long> byWorker) {

    private static final int TOO_MANY_REQUESTS = 429;

    /**
     * How it ended.
     *
     * @param requests of the client, 429s included
     * @param refused answers 429
     */
    record Counts(long requests, long refused, long undelivered, long duplicates, long wrongOrganization) {}

    /**
     * A time and what was done in it.
     *
     * @param accepted requests that were not answered 429
     */
    record Window(long accepted, Duration length) {

        static final Window NONE = new Window(0, Duration.ZERO);

        /** The share of the limit. A window of the platform's may end and begin in it, so a little over 1 is possible. */
        double used() {
            double allowed = Pacing.REQUESTS_PER_MINUTE * length.toNanos() / 60e9;
            return allowed == 0 ? 0 : accepted / allowed;
        }
    }

    /** A testimony with one client. */
    static PacingLeg of(int workers, Testimony testimony) {
        Consumption client = testimony.clients().getFirst();
        List<History> histories = testimony.histories();
        Counts counts = new Counts(
                client.requests(),
                client.refused(),
                histories.stream()
                        .filter(history -> history.wrapUps().isEmpty())
                        .count(),
                Truths.duplicates(testimony),
                Truths.wrongOrganization(testimony));
        return new PacingLeg(workers, counts, whole(client, histories), whileAllWaited(histories), byWorker(histories));
    }

    private static Window whole(Consumption client, List<History> histories) {
        Instant first = client.first();
        Instant last = lastWrapUps(histories).values().stream()
                .max(Comparator.naturalOrder())
                .orElse(null);
        return first == null || last == null
                ? Window.NONE
                : new Window(client.requests() - client.refused(), Duration.between(first, last));
    }

    private static Window whileAllWaited(List<History> histories) {
        List<History.Request> requests = histories.stream()
                .flatMap(history -> history.requests().stream())
                .sorted(Comparator.comparing(History.Request::at))
                .toList();
        Instant end = lastWrapUps(histories).values().stream()
                .min(Comparator.naturalOrder())
                .orElse(null);
        if (requests.isEmpty() || end == null) {
            return Window.NONE;
        }
        long accepted = requests.stream()
                .filter(request ->
                        request.status() != TOO_MANY_REQUESTS && !request.at().isAfter(end))
                .count();
        return new Window(accepted, Duration.between(requests.getFirst().at(), end));
    }

    /** When each organization's last closure was delivered. */
    private static Map<OrganizationId, Instant> lastWrapUps(List<History> histories) {
        return histories.stream()
                .filter(history -> !history.wrapUps().isEmpty())
                .collect(Collectors.toMap(
                        History::organization,
                        history -> history.wrapUps().getFirst().acceptedAt(),
                        (one, other) -> one.isAfter(other) ? one : other));
    }

    private static Map<String, Long> byWorker(List<History> histories) {
        return histories.stream()
                .flatMap(history -> history.requests().stream())
                .collect(Collectors.groupingBy(
                        request -> String.valueOf(request.agent()), TreeMap::new, Collectors.counting()));
    }

    double refusedShare() {
        return counts.requests == 0 ? 0 : (double) counts.refused / counts.requests;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d workers: %,d requests, %,d of them 429, in %,d s; %.1f %% of the budget used",
                workers,
                counts.requests,
                counts.refused,
                took.length().toSeconds(),
                100 * took.used());
    }
}
