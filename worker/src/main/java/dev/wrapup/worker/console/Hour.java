package dev.wrapup.worker.console;

import dev.wrapup.config.Organization;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.live.WorkerState;
import dev.wrapup.worker.live.WorkerState.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last hour of all organizations, as ledger and workers tell it. Memory is bounded by the configured organizations and
 * by the workers of an hour. Thread-safe.
 */
final class Hour {

    static final Duration LENGTH = Duration.ofMinutes(Minutes.COUNT);

    /** Over which times are summed up that are shown as of now. */
    private static final Duration LATELY = Duration.ofMinutes(15);

    /** Over which calls are summed up that are shown as of now. */
    private static final Duration CALLS_LATELY = Duration.ofMinutes(5);

    private static final int MOST_WORKERS = 1_000;

    private final Instant beginning;
    private final Map<String, Minutes> organizations = new LinkedHashMap<>();
    private final Minutes others = new Minutes();
    private final Map<String, WorkerState> workers = new TreeMap<>();
    private final Map<String, Map<String, Counts>> counted = new HashMap<>();

    /** Of these organizations, of which nothing is known. */
    Hour(Collection<Organization> configured, Instant now) {
        beginning = now.minus(LENGTH);
        configured.forEach(each -> organizations.put(each.id().value(), new Minutes()));
    }

    /** How an organization does. */
    record Lately(long perMinute, Minute.Quantiles readinessLag, Minute.Quantiles readyToDelivered, Counts calls) {}

    /**
     * Its hour, a value for each minute, the oldest first; what is null is not known.
     *
     * @param from the first minute's beginning
     */
    record Series(
            Instant from,
            List<Long> delivered,
            List<Long> dead,
            List<@Nullable Double> notFoundShare,
            List<@Nullable Long> lagP50Millis,
            List<@Nullable Long> lagP95Millis) {}

    /** One more; the times of so many are about as its own. */
    synchronized void add(LedgerEntry entry, int countsAs, Instant now) {
        Minutes minutes = of(entry.organizationId());
        minutes.at(entry.settledAt(), now, minute -> minute.add(entry, countsAs));
        if (entry.outcome() == LedgerEntry.Final.DELIVERED) {
            minutes.delivered(entry.settledAt(), now);
        }
    }

    /** One more delivery, of which no more is known. */
    synchronized void delivered(String organization, Instant at, Instant now) {
        Minutes minutes = of(organization);
        minutes.at(at, now, Minute::deliver);
        minutes.delivered(at, now);
    }

    synchronized void add(WorkerState state, Instant now) {
        if (!Minutes.isWithin(state.at(), now)) {
            return; // it would never be forgotten, or is by now
        }
        WorkerState before = workers.put(state.instance(), state);
        boolean isSameProcess = before != null && before.startedAt().equals(state.startedAt());
        if (!isSameProcess) {
            counted.remove(state.instance());
        }
        Map<String, Counts> last = counted.computeIfAbsent(state.instance(), instance -> new HashMap<>());
        for (WorkerState.OrganizationState each : state.organizations()) {
            Counts counts = last.put(each.id(), each.counts());
            boolean isKnown = counts != null || state.startedAt().isAfter(beginning);
            if (isKnown && organizations.containsKey(each.id())) {
                Counts more = Minute.difference(each.counts(), counts);
                of(each.id()).at(state.at(), now, minute -> minute.add(more));
            }
        }
        forgetOldWorkers(now);
    }

    private void forgetOldWorkers(Instant now) {
        workers.values().removeIf(each -> each.at().isBefore(now.minus(LENGTH)));
        while (workers.size() > MOST_WORKERS) {
            workers.remove(workers.keySet().iterator().next());
        }
        counted.keySet().retainAll(workers.keySet());
    }

    /** The last state of each worker, by its name. */
    synchronized List<WorkerState> workers() {
        return List.copyOf(workers.values());
    }

    /** Of one organization; null for those that are not configured. */
    synchronized Lately lately(@Nullable String organization, Instant now) {
        Minutes minutes = of(organization);
        Minute lately = minutes.last(LATELY, now);
        return new Lately(
                minutes.deliveredLately(now),
                lately.readinessLag(),
                lately.readyToDelivered(),
                minutes.last(CALLS_LATELY, now).calls());
    }

    /** Deliveries of each minute, the oldest first. */
    synchronized List<Long> delivered(@Nullable String organization, Instant now) {
        return series(List.of(of(organization)), now).delivered();
    }

    /** Of one organization; null for all of them together. */
    synchronized Series series(@Nullable String organization, Instant now) {
        if (organization != null) {
            return series(List.of(of(organization)), now);
        }
        List<Minutes> all = new ArrayList<>(organizations.values());
        all.add(others);
        return series(all, now);
    }

    private static Series series(List<Minutes> all, Instant now) {
        long last = Minutes.numberOf(now);
        long first = last - Minutes.COUNT + 1;
        Series series = new Series(
                Instant.ofEpochSecond(first * 60),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (long number = first; number <= last; number++) {
            Minute sum = new Minute();
            for (Minutes each : all) {
                Minute minute = each.minute(number);
                if (minute != null) {
                    sum.add(minute);
                }
            }
            add(sum, series);
        }
        return series;
    }

    private static void add(Minute minute, Series series) {
        series.delivered().add(minute.delivered());
        series.dead().add(minute.dead());
        Counts calls = minute.calls();
        long notFound = calls.race() + calls.notInOrganization() + calls.unverified();
        series.notFoundShare().add(calls.apiCalls() == 0 ? null : (double) notFound / calls.apiCalls());
        series.lagP50Millis().add(minute.readinessLag().p50Millis());
        series.lagP95Millis().add(minute.readinessLag().p95Millis());
    }

    private Minutes of(@Nullable String organization) {
        return organization == null ? others : organizations.getOrDefault(organization, others);
    }
}
