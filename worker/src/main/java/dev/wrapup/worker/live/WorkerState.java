package dev.wrapup.worker.live;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A worker as it was at one moment, some 400 bytes for each of its organizations. Its JSON is public interface; times are
 * ISO-8601 in UTC, and what is null is left out.
 *
 * @param instance the worker's name
 * @param at when it was so
 * @param startedAt when the process started; whatever counts began at 0 then
 * @param stoppedAt when it had stopped as it was told, so that this is its last; null while it works
 * @param partitions the numbers of its partitions, ascending
 * @param organizations those in its partitions, and no others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerState(
        String instance,
        Instant at,
        Instant startedAt,
        @Nullable Instant stoppedAt,
        List<Integer> partitions,
        List<OrganizationState> organizations,
        Settling settling) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Checks that nothing is missing, and copies the lists. */
    public WorkerState {
        requireNonNull(instance, "instance");
        requireNonNull(at, "at");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(settling, "settling");
        partitions = List.copyOf(partitions);
        organizations = List.copyOf(organizations);
    }

    /**
     * One of its organizations.
     *
     * @param id the tenant
     * @param name the configured one
     * @param breaker {@code CLOSED}, {@code HALF_OPEN} or {@code OPEN}
     * @param keptBack what keeps its requests back; null when nothing does
     * @param readinessLagMillis the age by which half of those are ready that are not at once; null until enough is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OrganizationState(
            String id,
            String name,
            Lane lane,
            String breaker,
            @Nullable KeptBack keptBack,
            Limit limit,
            Counts counts,
            @Nullable Long readinessLagMillis) {

        /** Checks that nothing is missing. */
        public OrganizationState {
            requireNonNull(id, "id");
            requireNonNull(name, "name");
            requireNonNull(lane, "lane");
            requireNonNull(breaker, "breaker");
            requireNonNull(limit, "limit");
            requireNonNull(counts, "counts");
        }
    }

    /**
     * Its records in this worker.
     *
     * @param inFlight passes that ask or send
     * @param resting passes that wait for readiness
     * @param waiting records that were taken up, and whose pass has not begun
     */
    public record Lane(int inFlight, int resting, int waiting) {}

    /**
     * Why nothing is sent for it.
     *
     * @param reason a code as in headers and ledger
     * @param detail in words
     */
    public record KeptBack(String reason, String detail) {

        /** Checks that nothing is missing. */
        public KeptBack {
            requireNonNull(reason, "reason");
            requireNonNull(detail, "detail");
        }
    }

    /**
     * The limit of its credentials, which it may share.
     *
     * @param credentials their name
     * @param requestsPerMinute this worker's share of it
     * @param used the part of that share that was used in the last minute, by all who share it
     */
    public record Limit(String credentials, double requestsPerMinute, double used) {

        /** Checks that nothing is missing. */
        public Limit {
            requireNonNull(credentials, "credentials");
        }
    }

    /**
     * Since the process started.
     *
     * @param delivered wrap-ups that are there
     * @param deferred records put off without having learnt anything
     * @param dead dead letters
     * @param apiCalls requests to the API, tokens not counted
     * @param race 404s of a wrap-up whose conversation the organization showed
     * @param notInOrganization 404s of a conversation
     * @param unverified 404s of a wrap-up whose conversation nobody had asked for
     */
    public record Counts(
            long delivered,
            long deferred,
            long dead,
            long apiCalls,
            long race,
            long notInOrganization,
            long unverified) {}

    /**
     * How settling goes.
     *
     * @param lastMillis how long the last transaction took; 0 before the first
     * @param failingSince the first failure of those in a row; null while it succeeds
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Settling(long lastMillis, @Nullable Instant failingSince) {}

    /** The state that these bytes are; empty when they are none. */
    public static Optional<WorkerState> fromJson(byte[] json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, WorkerState.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** As JSON, in UTF-8. */
    public byte[] toJson() {
        return JSON.writeValueAsBytes(this);
    }
}
