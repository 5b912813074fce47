package dev.wrapup.topic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What earlier hops know of a record. It travels in the headers, since memory dies with its process.
 *
 * @param origin where the record first appeared, as {@code topic-partition@offset}; anyone can claim a place, so it
 *     leads to a record and identifies none
 * @param firstSeen when it first appeared
 * @param effort what it has cost so far
 * @param conversationFound whether any pass found the conversation in its organization: this tells the race from
 *     the wrong organization
 * @param lastNotReadyAt when scripting last answered that it did not know the interaction; null before that
 * @param correlationId the last {@code ININ-Correlation-Id}, for the platform's support; null before the first call
 * @param replayedAt when a person last sent it back from the dead letters; null where nobody did
 * @param traceparent the last span of the record's trace; null where nobody traces it
 */
public record Trail(
        String origin,
        Instant firstSeen,
        Effort effort,
        boolean conversationFound,
        @Nullable Instant lastNotReadyAt,
        @Nullable String correlationId,
        @Nullable Instant replayedAt,
        @Nullable Traceparent traceparent) {

    /** The trail of a record that was never a dead letter, and that nobody traces. */
    public Trail(
            String origin,
            Instant firstSeen,
            Effort effort,
            boolean conversationFound,
            @Nullable Instant lastNotReadyAt,
            @Nullable String correlationId) {
        this(origin, firstSeen, effort, conversationFound, lastNotReadyAt, correlationId, null, null);
    }

    /** The trail with another effort. */
    public Trail with(Effort newEffort) {
        return new Trail(
                origin,
                firstSeen,
                newEffort,
                conversationFound,
                lastNotReadyAt,
                correlationId,
                replayedAt,
                traceparent);
    }

    /** The trail of a record that is here now: whatever it claims, nothing of it can have happened later than that. */
    public Trail seenBy(Instant now) {
        return new Trail(
                origin,
                firstSeen.isAfter(now) ? now : firstSeen,
                effort,
                conversationFound,
                lastNotReadyAt,
                correlationId,
                replayedAt != null && replayedAt.isAfter(now) ? now : replayedAt,
                traceparent);
    }

    /** The trail of a dead letter that a person sends back: its passes, and the time that it has, begin anew. */
    public Trail replayed(Instant at) {
        return new Trail(
                origin,
                firstSeen,
                effort.replayed(),
                conversationFound,
                lastNotReadyAt,
                correlationId,
                at,
                traceparent);
    }

    /** Since when it has been on its way without a person's help: what {@code retry.maxAge} counts from. */
    public Instant onItsWaySince() {
        return replayedAt != null && replayedAt.isAfter(firstSeen) ? replayedAt : firstSeen;
    }

    /** The trail after the conversation was found in its organization. */
    public Trail withConversationFound() {
        return new Trail(origin, firstSeen, effort, true, lastNotReadyAt, correlationId, replayedAt, traceparent);
    }

    /** The trail after scripting answered that it did not know the interaction. */
    public Trail withLastNotReadyAt(Instant answered) {
        return new Trail(
                origin, firstSeen, effort, conversationFound, answered, correlationId, replayedAt, traceparent);
    }

    /** The trail after an answer with that correlation id; null keeps the last one. */
    public Trail withCorrelationId(@Nullable String id) {
        return id == null
                ? this
                : new Trail(origin, firstSeen, effort, conversationFound, lastNotReadyAt, id, replayedAt, traceparent);
    }

    /** The trail after a span of that place in the record's trace. */
    public Trail withTraceparent(Traceparent span) {
        return new Trail(origin, firstSeen, effort, conversationFound, lastNotReadyAt, correlationId, replayedAt, span);
    }
}
