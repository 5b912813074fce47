package dev.wrapup.worker.ledger;

import dev.wrapup.topic.Reason;
import java.util.Optional;

/**
 * What a dead letter came of: where a reason says what happened, this says whose affair it is. The names are public
 * interface. Pure.
 */
public enum Cause {
    /** The organization shows the conversation, and scripting did not know its interaction to the end. */
    RACE,
    /** The organization never knew the conversation. */
    WRONG_ORGANIZATION,
    /** The conversation did not end. */
    CONVERSATION_OPEN,
    /** Credentials, a scope or a permission. */
    CREDENTIALS,
    /** The platform failed, or did not answer. */
    PLATFORM,
    /** The credentials' limit of requests was used up to the end. */
    RATE_LIMIT,
    /** The platform refused the request itself: paths and body are configuration. */
    REQUEST,
    /** The organization is not configured. */
    CONFIGURATION,
    /** The bytes are no closure. */
    EVENT,
    /** The worker itself failed on it. */
    INTERNAL;

    /**
     * Of a record that was not ready in any pass.
     *
     * @param conversationFound whether any pass found the conversation in its organization
     * @return empty where what was seen last fits no cause: an interaction of a conversation that was never looked up, or
     *     a conversation that was there and then was not
     */
    public static Optional<Cause> ofExhausted(Reason.NotReady last, boolean conversationFound) {
        return switch (last) {
            case INTERACTION_NOT_READY -> conversationFound ? Optional.of(RACE) : Optional.empty();
            case CONVERSATION_OPEN -> Optional.of(CONVERSATION_OPEN);
            case CONVERSATION_NOT_FOUND -> conversationFound ? Optional.empty() : Optional.of(WRONG_ORGANIZATION);
        };
    }

    /** Of a record that was deferred until it was too old, for this reason at last. */
    public static Cause ofExpired(Reason.Deferred last) {
        return switch (last) {
            case RATE_LIMITED -> RATE_LIMIT;
            case API_UNAVAILABLE, CIRCUIT_OPEN -> PLATFORM;
            case CREDENTIALS_REFUSED -> CREDENTIALS;
            case ORG_SATURATED -> throw new IllegalArgumentException("what its lane shed does not expire");
            case INTERNAL_ERROR -> INTERNAL;
        };
    }

    /** Of a record that died in its pass; empty where its reason is the end of a longer story. */
    public static Optional<Cause> of(Reason.Dead reason) {
        return switch (reason) {
            case CONVERSATION_NOT_IN_ORGANIZATION -> Optional.of(WRONG_ORGANIZATION);
            case REJECTED -> Optional.of(REQUEST);
            case MALFORMED -> Optional.of(EVENT);
            case UNKNOWN_ORGANIZATION -> Optional.of(CONFIGURATION);
            case NOT_READY_EXHAUSTED, EXPIRED -> Optional.empty();
        };
    }
}
