package dev.wrapup.worker.observe;

import dev.wrapup.config.Organization;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.deliver.Observation;
import dev.wrapup.worker.deliver.Outcome;
import dev.wrapup.worker.work.WorkListener.Settled;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code wrapup_outcomes_total{org,outcome,reason}}, and how long deliveries took from closure to readiness and from there
 * on. An organization is there from its first outcome, with all that there may be at 0, so that each later one is seen as a
 * rise. Thread-safe.
 */
public final class OutcomeCount {

    private static final String NO_REASON = "none";

    private final OrganizationNames names;
    private final Counter outcomes;
    private final Lags readinessLag;
    private final Lags readyToDelivered;
    private final Map<String, Ends> byOrganization = new ConcurrentHashMap<>();

    /** What an organization's records came to since the process started, for whoever does not ask why. */
    private record Ends(LongAdder delivered, LongAdder deferred, LongAdder dead) {}

    /** Nothing but strangers, at 0. */
    public OutcomeCount(PrometheusRegistry families, List<Organization> organizations) {
        names = new OrganizationNames(organizations);
        outcomes = Counter.builder()
                .name("wrapup_outcomes")
                .help("Durable outcomes, by what became of the record and why")
                .labelNames("org", "outcome", "reason")
                .withoutExemplars()
                .register(families);
        readinessLag = new Lags(
                families,
                "wrapup_readiness_lag_seconds",
                "From a closure to the answer that first showed its interaction ready");
        readyToDelivered = new Lags(
                families,
                "wrapup_ready_to_delivered_seconds",
                "How long an interaction was ready at most before its wrap-up was taken");
        Ends unused = ends(OrganizationNames.UNKNOWN);
    }

    /** Wrap-ups delivered for the organization since the process started. */
    public long delivered(Organization organization) {
        return sum(byOrganization.get(organization.name()), Ends::delivered);
    }

    /** The same of what was deferred. */
    public long deferred(Organization organization) {
        return sum(byOrganization.get(organization.name()), Ends::deferred);
    }

    /** The same of dead letters. */
    public long dead(Organization organization) {
        return sum(byOrganization.get(organization.name()), Ends::dead);
    }

    private static long sum(@Nullable Ends ends, Function<Ends, LongAdder> which) {
        return ends == null ? 0 : which.apply(ends).sum();
    }

    /** Counts one. */
    void settled(Settled settled) {
        String org = names.of(settled.organization());
        Ends ends = ends(org);
        switch (settled.outcome()) {
            case Outcome.Delivered delivered -> {
                ends.delivered().increment();
                count(org, "delivered", delivered.reason().name());
                observe(org, settled, delivered.firstReady());
            }
            case Outcome.NotReady notReady ->
                count(org, "not_ready", notReady.reason().name());
            case Outcome.Deferred deferred -> {
                ends.deferred().increment();
                count(org, "deferred", deferred.reason().name());
            }
            case Outcome.Dead dead -> {
                ends.dead().increment();
                count(org, "dead", dead.reason().name());
            }
            case Outcome.Ignored ignored -> count(org, "ignored", NO_REASON);
            case Outcome.Misplaced misplaced -> count(org, "misplaced", NO_REASON);
        }
    }

    private void count(String org, String outcome, String reason) {
        outcomes.labelValues(org, outcome, reason).inc();
    }

    /** As the ledger's entry has it: nothing is known of what was found already wrapped up. */
    private void observe(String org, Settled settled, @Nullable Instant firstReady) {
        if (firstReady == null || settled.closure() == null) {
            return;
        }
        Trail trail = settled.trail();
        Instant birth = Observation.birth(settled.closure().closedAt(), trail.firstSeen());
        Instant lastNotReady = trail.lastNotReadyAt() == null ? birth : trail.lastNotReadyAt();
        readinessLag.observe(org, Duration.between(birth, firstReady));
        readyToDelivered.observe(org, Duration.between(lastNotReady, firstReady));
    }

    private Ends ends(String org) {
        return byOrganization.computeIfAbsent(org, first -> {
            beginAtZero(first, "delivered", Reason.Delivered.values());
            beginAtZero(first, "not_ready", Reason.NotReady.values());
            beginAtZero(first, "deferred", Reason.Deferred.values());
            beginAtZero(first, "dead", Reason.Dead.values());
            outcomes.initLabelValues(first, "ignored", NO_REASON);
            outcomes.initLabelValues(first, "misplaced", NO_REASON);
            return new Ends(new LongAdder(), new LongAdder(), new LongAdder());
        });
    }

    private void beginAtZero(String org, String outcome, Reason[] reasons) {
        for (Reason reason : reasons) {
            outcomes.initLabelValues(org, outcome, reason.name());
        }
    }
}
