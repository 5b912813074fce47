package dev.wrapup.worker.observe;

import dev.wrapup.topic.Reason;
import dev.wrapup.worker.genesys.Budget;
import dev.wrapup.worker.genesys.Standing;
import dev.wrapup.worker.work.PartitionView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The worker's gauges, made at each scrape from one look at it: between two they cost nothing, and what another worker
 * owns is not among them. Thread-safe.
 */
public final class WorkerGauges implements MultiCollector {

    private final Overview overview;

    /** Gauges of what there is to see. */
    public WorkerGauges(Overview overview) {
        this.overview = overview;
    }

    @Override
    public MetricSnapshots collect() {
        Overview.Sight sight = overview.look();
        Rows<OrganizationView> orgs = new Rows<>(
                sight.organizations(),
                view -> Labels.of("org", view.organization().name()));
        Rows<Budget> budgets = new Rows<>(
                budgets(sight.organizations()).values(), budget -> Labels.of("credentials", budget.credentials()));
        Rows<PartitionView> partitions = new Rows<>(
                sight.worker().partitions(),
                view -> Labels.of("topic", view.topic(), "partition", String.valueOf(view.partition())));
        return MetricSnapshots.of(
                orgs.gauge(
                        "wrapup_lane_in_flight",
                        "Passes that ask or send now",
                        view -> view.lane().inFlight()),
                orgs.gauge(
                        "wrapup_lane_resting",
                        "Passes that wait for readiness",
                        view -> view.lane().resting()),
                orgs.gauge(
                        "wrapup_lane_waiting",
                        "Records taken up whose pass has not begun",
                        view -> view.lane().waiting()),
                orgs.gauge(
                        "wrapup_breaker_state",
                        "The circuit breaker: 0 closed, 1 half-open, 2 open",
                        view -> breaker(view.standing().breaker())),
                orgs.gauge(
                        "wrapup_credentials_refused",
                        "1 while the platform refuses the organization's credentials, as far as is known; else 0",
                        view -> view.standing().isKeptBackBy(Reason.Deferred.CREDENTIALS_REFUSED) ? 1 : 0),
                budgets.gauge(
                        "wrapup_budget_requests_per_minute",
                        "This worker's share of the limit of requests",
                        Budget::requestsPerMinute),
                budgets.gauge(
                        "wrapup_budget_used_ratio",
                        "The part of that share that was used in the last minute",
                        Budget::used),
                budgets.gauge("wrapup_budget_waiting", "Requests in line for their turn", Budget::waiting),
                partitions.gauge(
                        "wrapup_buffered_records",
                        "Records that were fetched, and wait for their time, for room or for their lane",
                        PartitionView::buffered),
                partitions.gauge(
                        "wrapup_window_used_ratio",
                        "The part of the window of offsets that is used; the partition waits when it is full",
                        view -> (double) view.windowUsed() / PartitionView.WINDOW),
                new Rows<>(List.of(sight.worker()), view -> Labels.EMPTY)
                        .gauge(
                                "wrapup_partitions_owned",
                                "Partitions of each topic that are this worker's",
                                view -> view.owned().size()));
    }

    private static double breaker(Standing.BreakerState state) {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    /** Several organizations may share one. */
    private static Map<String, Budget> budgets(Collection<OrganizationView> organizations) {
        return organizations.stream()
                .map(view -> view.standing().budget())
                .collect(Collectors.toMap(
                        Budget::credentials, Function.identity(), (one, same) -> one, LinkedHashMap::new));
    }

    /** Things that each are a series of several gauges. */
    private record Rows<T>(Collection<T> all, Function<T, Labels> labels) {

        GaugeSnapshot gauge(String name, String help, ToDoubleFunction<T> value) {
            GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
            for (T each : all) {
                gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels.apply(each))
                        .value(value.applyAsDouble(each))
                        .build());
            }
            return gauge.build();
        }
    }
}
