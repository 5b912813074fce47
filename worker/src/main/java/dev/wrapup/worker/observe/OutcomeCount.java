package dev.wrapup.worker.observe;

import dev.wrapup.config.Organization;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.deliver.Observation;
import dev.wrapup.worker.deliver.Outcome;
import dev.wrapup.worker.work.WorkListener.Settled;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code wrapup_outcomes_total{org,outcome,reason}}, and how long deliveries took from closure to readiness and from there
 * on. An organization is there from the moment that it is this worker's, with all that there may be at 0, so that the first
 * of a flood is seen as a rise, too; it takes 200 bytes. Thread-safe.
 */
public final class OutcomeCount implements Collector {

    /** All that becomes of records; what has no reason says so. */
    private static final List<Kind> KINDS = Stream.of(
                    kinds("delivered", Reason.Delivered.values()),
                    kinds("not_ready", Reason.NotReady.values()),
                    kinds("deferred", Reason.Deferred.values()),
                    kinds("dead", Reason.Dead.values()),
                    Stream.of(Kind.IGNORED, Kind.MISPLACED))
            .flatMap(kinds -> kinds)
            .toList();

    private final List<Organization> organizations;
    private final OrganizationNames names;
    private final Lags readinessLag;
    private final Lags readyToDelivered;
    private final Map<String, AtomicLongArray> byOrganization = new ConcurrentHashMap<>();

    /** The labels of one way to end. */
    private record Kind(String outcome, String reason) {

        static final Kind IGNORED = new Kind("ignored", "none");
        static final Kind MISPLACED = new Kind("misplaced", "none");

        static Kind of(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Delivered delivered ->
                    new Kind("delivered", delivered.reason().name());
                case Outcome.NotReady notReady ->
                    new Kind("not_ready", notReady.reason().name());
                case Outcome.Deferred deferred ->
                    new Kind("deferred", deferred.reason().name());
                case Outcome.Dead dead -> new Kind("dead", dead.reason().name());
                case Outcome.Ignored ignored -> IGNORED;
                case Outcome.Misplaced misplaced -> MISPLACED;
            };
        }
    }

    private static Stream<Kind> kinds(String outcome, Reason[] reasons) {
        return Arrays.stream(reasons).map(reason -> new Kind(outcome, reason.name()));
    }

    /** Nothing but strangers, at 0. */
    public OutcomeCount(PrometheusRegistry families, List<Organization> organizations) {
        this.organizations = List.copyOf(organizations);
        names = new OrganizationNames(organizations);
        readinessLag = new Lags(
                families,
                "wrapup_readiness_lag_seconds",
                "From a closure to the answer that first showed its interaction ready");
        readyToDelivered = new Lags(
                families,
                "wrapup_ready_to_delivered_seconds",
                "How long an interaction was ready at most before its wrap-up was taken");
        of(OrganizationNames.UNKNOWN);
        families.register(this);
    }

    /** Which organizations are this worker's from now on. Those that it had keep what was counted. */
    public void owns(Predicate<OrganizationId> owned) {
        organizations.stream()
                .filter(organization -> owned.test(organization.id()))
                .forEach(organization -> of(organization.name()));
    }

    /** Its counts; all at 0 the first time. */
    private AtomicLongArray of(String org) {
        return byOrganization.computeIfAbsent(org, first -> new AtomicLongArray(KINDS.size()));
    }

    /** Wrap-ups delivered for the organization since the process started. */
    public long delivered(Organization organization) {
        return sum(organization, "delivered");
    }

    /** The same of what was deferred. */
    public long deferred(Organization organization) {
        return sum(organization, "deferred");
    }

    /** The same of dead letters. */
    public long dead(Organization organization) {
        return sum(organization, "dead");
    }

    private long sum(Organization organization, String outcome) {
        AtomicLongArray counts = byOrganization.get(organization.name());
        return counts == null
                ? 0
                : IntStream.range(0, KINDS.size())
                        .filter(kind -> KINDS.get(kind).outcome().equals(outcome))
                        .mapToLong(counts::get)
                        .sum();
    }

    /** Counts one. */
    void settled(Settled settled) {
        String org = names.of(settled.organization());
        of(org).incrementAndGet(KINDS.indexOf(Kind.of(settled.outcome())));
        if (settled.outcome() instanceof Outcome.Delivered delivered) {
            observe(org, settled, delivered.firstReady());
        }
    }

    /**
     * As the ledger's entry has it: nothing is known of what was found already wrapped up. Of what a person sent back, the
     * time goes to the person, and says nothing of the platform.
     */
    private void observe(String org, Settled settled, @Nullable Instant firstReady) {
        Trail trail = settled.trail();
        if (firstReady == null || settled.closure() == null || trail.effort().replays() > 0) {
            return;
        }
        Instant birth = Observation.birth(settled.closure().closedAt(), trail.firstSeen());
        Instant lastNotReady = trail.lastNotReadyAt() == null ? birth : trail.lastNotReadyAt();
        readinessLag.observe(org, Duration.between(birth, firstReady));
        readyToDelivered.observe(org, Duration.between(lastNotReady, firstReady));
    }

    @Override
    public CounterSnapshot collect() {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("wrapup_outcomes")
                .help("Durable outcomes, by what became of the record and why");
        byOrganization.forEach((org, counts) -> {
            for (int kind = 0; kind < KINDS.size(); kind++) {
                family.dataPoint(point(org, KINDS.get(kind), counts.get(kind)));
            }
        });
        return family.build();
    }

    private static CounterDataPointSnapshot point(String org, Kind kind, long count) {
        return CounterDataPointSnapshot.builder()
                .labels(Labels.of("org", org, "outcome", kind.outcome(), "reason", kind.reason()))
                .value((double) count)
                .build();
    }
}
