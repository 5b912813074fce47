package dev.wrapup.worker.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.wrapup.event.Closure;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became of one closure: the proof that it was wrapped up, or why not, and what a person decided then. Its JSON is public interface; times
 * are ISO-8601 in UTC, and what is null is left out.
 *
 * @param organizationId the tenant; null where the bytes were no closure
 * @param conversationId the conversation; null where the bytes were no closure
 * @param reason the reason code
 * @param cause of a dead letter, as far as it is known; null for a delivery
 * @param detail of a dead letter, in words; null for a delivery
 * @param closedAt when the conversation ended, by the platform's clock; null where the event does not say
 * @param firstSeenAt when the closure arrived
 * @param lastNotReadyAt when scripting last answered that it did not know the interaction; null where it never did
 * @param firstReadyAt when the platform first answered that the interaction was ready; null where it never did, or only
 *     its result was seen
 * @param settledAt when this outcome was written
 * @param passes passes that found it not ready, and the one that delivered it
 * @param polls times that the platform was asked "ready now?"
 * @param apiCalls requests to the API, tokens not counted
 * @param replays times that a person sent it back from the dead letters
 * @param correlationId the last {@code ININ-Correlation-Id}; null before the first call
 * @param eventId the envelope's id; null where it has none
 * @param origin where the record first appeared, as {@code topic-partition@offset}
 * @param worker the instance that settled it, or that wrote down what a person decided
 * @param resolution what a person decided of a dead letter; null for what a worker settled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"organizationId", "conversationId", "outcome", "reason", "cause"})
public record LedgerEntry(
        @Nullable String organizationId,
        @Nullable String conversationId,
        Final outcome,
        String reason,
        @Nullable Cause cause,
        @Nullable String detail,
        @Nullable Instant closedAt,
        Instant firstSeenAt,
        @Nullable Instant lastNotReadyAt,
        @Nullable Instant firstReadyAt,
        Instant settledAt,
        int passes,
        int polls,
        int apiCalls,
        int replays,
        @Nullable String correlationId,
        @Nullable String eventId,
        String origin,
        String worker,
        @Nullable Resolution resolution) {

    /** Checks that nothing is missing that every entry has. */
    public LedgerEntry {
        requireNonNull(outcome, "outcome");
        requireNonNull(reason, "reason");
        requireNonNull(firstSeenAt, "firstSeenAt");
        requireNonNull(settledAt, "settledAt");
        requireNonNull(origin, "origin");
        requireNonNull(worker, "worker");
        if (outcome.isResolution() != (resolution != null)) {
            throw new IllegalArgumentException("a person's decision, and nothing else, says whose it is");
        }
    }

    /** What became of it. */
    public enum Final {
        /** The wrap-up is there. */
        DELIVERED,
        /** The record is a dead letter. */
        DEAD,
        /** A person sent the dead letter back: it is open again, and one more entry follows. */
        REPLAYED,
        /** A person decided that nothing more is done about the dead letter. */
        DISCARDED;

        /** Whether a person decided it, about a dead letter. */
        public boolean isResolution() {
            return switch (this) {
                case REPLAYED, DISCARDED -> true;
                case DELIVERED, DEAD -> false;
            };
        }
    }

    /**
     * Whose decision about a dead letter it is.
     *
     * @param deadLetter the record that it is about, as {@code topic-partition@offset}
     * @param by who decided, as they named themselves
     * @param note why, in their words; null where they did not say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"deadLetter", "by", "note"})
    public record Resolution(
            String deadLetter, String by, @Nullable String note) {

        /** Checks that it says about what, and whose it is. */
        public Resolution {
            requireNonNull(deadLetter, "deadLetter");
            requireNonNull(by, "by");
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What only the end of a record's way knows. */
    public record Ending(
            Final outcome,
            Reason reason,
            @Nullable Cause cause,
            @Nullable String detail,
            @Nullable Instant firstReady) {

        /** An end whose reason says it all. */
        public Ending(Final outcome, Reason reason, @Nullable String detail, @Nullable Instant firstReady) {
            this(outcome, reason, null, detail, firstReady);
        }

        int lastPass() {
            return outcome == Final.DELIVERED ? 1 : 0;
        }
    }

    /** The entry of a record that ended now, in this worker. */
    public static LedgerEntry of(
            Ending ending, @Nullable Closure closure, Trail trail, Instant settledAt, String worker) {
        Effort effort = trail.effort();
        return new LedgerEntry(
                closure == null ? null : closure.organization().value(),
                closure == null ? null : closure.conversation().value(),
                ending.outcome(),
                ending.reason().name(),
                ending.cause(),
                ending.detail(),
                closure == null ? null : closure.closedAt(),
                trail.firstSeen(),
                trail.lastNotReadyAt(),
                ending.firstReady(),
                settledAt,
                effort.passes() + ending.lastPass(),
                effort.polls(),
                effort.apiCalls(),
                effort.replays(),
                trail.correlationId(),
                closure == null ? null : closure.eventId(),
                trail.origin(),
                worker,
                null);
    }

    /**
     * What a person decided.
     *
     * @param outcome {@link Final#REPLAYED} or {@link Final#DISCARDED}
     * @param reason of the dead letter
     */
    public record Decision(Final outcome, String reason, Resolution resolution) {}

    /** The entry of a decision about a dead letter. What its passes learnt stands in the entry of its death. */
    public static LedgerEntry of(
            Decision decision, @Nullable Closure closure, Trail trail, Instant decidedAt, String instance) {
        Effort effort = trail.effort();
        return new LedgerEntry(
                closure == null ? null : closure.organization().value(),
                closure == null ? null : closure.conversation().value(),
                decision.outcome(),
                decision.reason(),
                null,
                null,
                closure == null ? null : closure.closedAt(),
                trail.firstSeen(),
                null,
                null,
                decidedAt,
                effort.passes(),
                effort.polls(),
                effort.apiCalls(),
                effort.replays(),
                trail.correlationId(),
                closure == null ? null : closure.eventId(),
                trail.origin(),
                instance,
                decision.resolution());
    }

    /** The entry that these bytes are; empty when they are none, or one that lacks what every entry has. */
    public static Optional<LedgerEntry> fromJson(byte[] json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, LedgerEntry.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** As JSON, in UTF-8. */
    public byte[] toJson() {
        return JSON.writeValueAsBytes(this);
    }
}
