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
 */
public record Trail(
        String origin,
        Instant firstSeen,
        Effort effort,
        boolean conversationFound,
        @Nullable Instant lastNotReadyAt,
        @Nullable String correlationId) {

    /** The trail with another effort. */
    public Trail with(Effort newEffort) {
        return new Trail(origin, firstSeen, newEffort, conversationFound, lastNotReadyAt, correlationId);
    }

    /** The trail of a record that is here now: whatever it claims, it cannot have been seen first later than that. */
    public Trail seenBy(Instant now) {
        return firstSeen.isAfter(now)
                ? new Trail(origin, now, effort, conversationFound, lastNotReadyAt, correlationId)
                : this;
    }

    /** The trail after the conversation was found in its organization. */
    public Trail withConversationFound() {
        return new Trail(origin, firstSeen, effort, true, lastNotReadyAt, correlationId);
    }

    /** The trail after scripting answered that it did not know the interaction. */
    public Trail withLastNotReadyAt(Instant answered) {
        return new Trail(origin, firstSeen, effort, conversationFound, answered, correlationId);
    }

    /** The trail after an answer with that correlation id; null keeps the last one. */
    public Trail withCorrelationId(@Nullable String id) {
        return id == null ? this : new Trail(origin, firstSeen, effort, conversationFound, lastNotReadyAt, id);
    }
}
