package dev.wrapup.worker.live;

import dev.wrapup.config.Organization;
import dev.wrapup.time.Clock;
import dev.wrapup.worker.deliver.Forecast;
import dev.wrapup.worker.deliver.Forecasts;
import dev.wrapup.worker.genesys.Budget;
import dev.wrapup.worker.genesys.Standing;
import dev.wrapup.worker.live.WorkerState.KeptBack;
import dev.wrapup.worker.live.WorkerState.Lane;
import dev.wrapup.worker.live.WorkerState.Limit;
import dev.wrapup.worker.live.WorkerState.OrganizationState;
import dev.wrapup.worker.live.WorkerState.Settling;
import dev.wrapup.worker.observe.Counts;
import dev.wrapup.worker.observe.NotFoundCount.NotFounds;
import dev.wrapup.worker.observe.OrganizationView;
import dev.wrapup.worker.observe.Overview;
import dev.wrapup.worker.work.LaneView;
import dev.wrapup.worker.work.SettleView;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The state of one worker, put together from what its parts show. Thread-safe. */
public final class StateSource implements Supplier<WorkerState> {

    /** Of what keeps an organization back: enough to know it by. */
    private static final int LONGEST_DETAIL = 200;

    private final String instance;
    private final Instant startedAt;
    private final Parts parts;
    private final Clock clock;

    /**
     * Where it is seen.
     *
     * @param hasStopped whether the worker has stopped as it was told
     */
    public record Parts(Overview overview, Counts counts, Forecasts forecasts, BooleanSupplier hasStopped) {}

    /** Of a worker that starts now. */
    public StateSource(String instance, Parts parts, Clock clock) {
        this.instance = instance;
        this.startedAt = clock.now();
        this.parts = parts;
        this.clock = clock;
    }

    /** As it is now. */
    @Override
    public WorkerState get() {
        Overview.Sight sight = parts.overview().look();
        Instant now = clock.now();
        return new WorkerState(
                instance,
                now,
                startedAt,
                parts.hasStopped().getAsBoolean() ? now : null,
                sight.worker().owned().stream().sorted().toList(),
                sight.organizations().stream().map(this::state).toList(),
                settling(sight.worker().settle()));
    }

    private OrganizationState state(OrganizationView view) {
        Organization organization = view.organization();
        return new OrganizationState(
                organization.id().value(),
                organization.name(),
                lane(view.lane()),
                view.standing().breaker().name(),
                keptBack(view.standing()),
                limit(view.standing().budget()),
                counts(organization),
                parts.forecasts()
                        .known(organization.id())
                        .flatMap(Forecast::median)
                        .map(Duration::toMillis)
                        .orElse(null));
    }

    private static Lane lane(LaneView view) {
        return new Lane(view.inFlight(), view.resting(), view.waiting());
    }

    private static @Nullable KeptBack keptBack(Standing standing) {
        Standing.KeptBack by = standing.keptBack();
        if (by == null) {
            return null;
        }
        String detail = by.detail();
        return new KeptBack(by.reason().name(), detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
    }

    private static Limit limit(Budget budget) {
        return new Limit(budget.credentials(), rounded(budget.requestsPerMinute()), rounded(budget.used()));
    }

    private static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }

    private WorkerState.Counts counts(Organization organization) {
        NotFounds notFound = parts.counts().notFound().of(organization);
        return new WorkerState.Counts(
                parts.counts().outcomes().delivered(organization),
                parts.counts().outcomes().deferred(organization),
                parts.counts().outcomes().dead(organization),
                parts.counts().api().requests(organization),
                notFound.race(),
                notFound.notInOrganization(),
                notFound.unverified());
    }

    private static Settling settling(SettleView view) {
        return new Settling(view.last().toMillis(), view.failingSince());
    }
}
