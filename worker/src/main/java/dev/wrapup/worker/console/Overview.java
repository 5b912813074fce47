package dev.wrapup.worker.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.worker.live.WorkerState;
import dev.wrapup.worker.live.WorkerState.KeptBack;
import dev.wrapup.worker.live.WorkerState.Lane;
import dev.wrapup.worker.live.WorkerState.Limit;
import dev.wrapup.worker.live.WorkerState.OrganizationState;
import dev.wrapup.worker.live.WorkerState.Settling;
import dev.wrapup.worker.status.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that the page shows at a glance, as JSON. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Overview(
        Instant at,
        Sources sources,
        List<Row> organizations,
        List<Worker> workers,
        @Nullable List<Status.Topic> topics,
        @Nullable DeadLetterCount deadLetters,
        @Nullable Errand errand) {

    /** Every five seconds a worker tells of itself; who has missed three of them is silent. */
    private static final Duration SILENT = Duration.ofSeconds(16);

    /** Who has been silent for so long is gone. */
    private static final Duration GONE = Duration.ofMinutes(10);

    /** Where it is from. */
    record Sources(Source hour, Source workers, Source status, Source deadLetters) {}

    /**
     * How fresh it is.
     *
     * @param at when it was seen; null before that
     * @param failure why there is nothing newer; null while all is well
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Source(@Nullable Instant at, @Nullable String failure) {

        private static Source of(Board.@Nullable Seen<?> seen, @Nullable String failure) {
            return new Source(seen == null ? null : seen.at(), failure);
        }
    }

    /**
     * An organization.
     *
     * @param worker who has it; null where nobody tells so
     * @param perMinute deliveries in the last minute; null before the last hour was read
     * @param deliveries of each minute of the last hour; null before it was read
     * @param calls of the last five minutes
     * @param readinessLag of the last fifteen minutes, as {@code readyToDelivered}
     * @param deadLetters open ones; null before they were counted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String id,
            String name,
            @Nullable String worker,
            @Nullable Long perMinute,
            @Nullable List<Long> deliveries,
            Minute.Quantiles readinessLag,
            Minute.Quantiles readyToDelivered,
            Calls calls,
            @Nullable String breaker,
            @Nullable KeptBack keptBack,
            @Nullable Limit limit,
            @Nullable Lane lane,
            @Nullable Long waiting,
            @Nullable Long deadLetters) {}

    /**
     * What the platform was asked, and how often it answered 404.
     *
     * @param mainCause {@code race}, {@code notInOrganization} or {@code unverified}; null where there were none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Calls(long total, long notFound, @Nullable String mainCause, long notInOrganization) {

        private static Calls of(WorkerState.Counts counts) {
            long notFound = counts.race() + counts.notInOrganization() + counts.unverified();
            return new Calls(counts.apiCalls(), notFound, mainCause(counts, notFound), counts.notInOrganization());
        }

        private static @Nullable String mainCause(WorkerState.Counts counts, long notFound) {
            if (notFound == 0) {
                return null;
            }
            if (counts.race() >= Math.max(counts.notInOrganization(), counts.unverified())) {
                return "race";
            }
            return counts.notInOrganization() >= counts.unverified() ? "notInOrganization" : "unverified";
        }
    }

    /** A worker, as it last told of itself. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Worker(
            String instance,
            Instant at,
            Instant startedAt,
            boolean silent,
            List<Integer> partitions,
            List<String> organizations,
            int inFlight,
            int resting,
            int waiting,
            Settling settling) {

        private static Worker of(WorkerState state, Instant now) {
            List<Lane> lanes =
                    state.organizations().stream().map(OrganizationState::lane).toList();
            return new Worker(
                    state.instance(),
                    state.at(),
                    state.startedAt(),
                    isSilent(state, now),
                    state.partitions(),
                    state.organizations().stream().map(OrganizationState::name).toList(),
                    lanes.stream().mapToInt(Lane::inFlight).sum(),
                    lanes.stream().mapToInt(Lane::resting).sum(),
                    lanes.stream().mapToInt(Lane::waiting).sum(),
                    state.settling());
        }
    }

    private static boolean isSilent(WorkerState state, Instant now) {
        return state.at().isBefore(now.minus(SILENT));
    }

    /** What the board shows. */
    static Overview of(Board board, Errands errands, Config config, Instant now) {
        Board.Seen<Hour> seen = board.hour();
        Hour hour = board.hourOrNothing();
        List<WorkerState> states = hour.workers();
        Board.Seen<Status> status = board.status();
        Board.Seen<DeadLetterCount> deadLetters = board.deadLetters();
        Sources sources = new Sources(
                Source.of(seen, board.hourFailure()),
                told(seen, board.workersFailure()),
                Source.of(status, board.statusFailure()),
                Source.of(deadLetters, board.deadLetterFailure()));
        List<Status.Topic> waiting = status == null ? null : status.what().topics();
        DeadLetterCount dead = deadLetters == null ? null : deadLetters.what();
        Map<String, Held> holders = holders(states, now);
        List<Row> rows = new ArrayList<>();
        for (Organization each : config.organizations()) {
            String id = each.id().value();
            rows.add(row(each, figures(id, seen, now), holders.get(id), new Left(waiting, dead)));
        }
        return new Overview(
                now,
                sources,
                rows,
                workers(states, now),
                waiting,
                dead,
                errands.last().orElse(null));
    }

    /** Those that are there or should be: not who has stopped as it was told, nor who has been silent for long. */
    static List<Worker> workers(List<WorkerState> states, Instant now) {
        return states.stream()
                .filter(state -> state.stoppedAt() == null && state.at().isAfter(now.minus(GONE)))
                .map(state -> Worker.of(state, now))
                .toList();
    }

    /** What they tell is read with the last hour, or left out of it. */
    private static Source told(Board.@Nullable Seen<Hour> hour, @Nullable String failure) {
        return Source.of(failure == null ? hour : null, failure);
    }

    /** What a worker says of an organization that it has. */
    private record Held(WorkerState by, OrganizationState state) {

        private Held orLater(Held other) {
            return other.by.at().isAfter(by.at()) ? other : this;
        }
    }

    private static Map<String, Held> holders(List<WorkerState> states, Instant now) {
        Map<String, Held> holders = new HashMap<>();
        for (WorkerState state : states) {
            if (!isSilent(state, now)) {
                state.organizations().forEach(each -> holders.merge(each.id(), new Held(state, each), Held::orLater));
            }
        }
        return holders;
    }

    /** What is left to do; null where that is not known. */
    private record Left(
            @Nullable List<Status.Topic> waiting, @Nullable DeadLetterCount dead) {}

    /** What its hour tells; null where that is not known. */
    private record Figures(
            @Nullable Long perMinute,
            @Nullable List<Long> deliveries,
            Minute.Quantiles readinessLag,
            Minute.Quantiles readyToDelivered,
            WorkerState.Counts calls) {

        private static final Figures UNKNOWN =
                new Figures(null, null, Minute.Quantiles.UNKNOWN, Minute.Quantiles.UNKNOWN, Minute.NONE);
    }

    private static Figures figures(String id, Board.@Nullable Seen<Hour> seen, Instant now) {
        if (seen == null) {
            return Figures.UNKNOWN;
        }
        Hour.Lately lately = seen.what().lately(id, now);
        return new Figures(
                lately.perMinute(),
                seen.what().delivered(id, now),
                lately.readinessLag(),
                lately.readyToDelivered(),
                lately.calls());
    }

    private static Row row(Organization organization, Figures figures, @Nullable Held held, Left left) {
        String id = organization.id().value();
        OrganizationState state = held == null ? null : held.state();
        return new Row(
                id,
                organization.name(),
                held == null ? null : held.by().instance(),
                figures.perMinute(),
                figures.deliveries(),
                figures.readinessLag(),
                figures.readyToDelivered(),
                Calls.of(figures.calls()),
                state == null ? null : state.breaker(),
                state == null ? null : state.keptBack(),
                state == null ? null : state.limit(),
                state == null ? null : state.lane(),
                left.waiting() == null ? null : waiting(left.waiting(), id),
                left.dead() == null ? null : left.dead().of(id));
    }

    private static long waiting(List<Status.Topic> topics, String organizationId) {
        return topics.stream()
                .flatMap(topic -> topic.backlogs().stream())
                .filter(backlog -> organizationId.equals(backlog.organizationId()))
                .mapToLong(Status.Backlog::waiting)
                .sum();
    }
}
