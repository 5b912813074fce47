package dev.wrapup.topic;

/**
 * Why a pass ended as it did. The names are public interface: they stand in headers, ledger entries, logs and
 * metrics. One enumeration per outcome, so that no outcome can carry another's reason.
 */
public sealed interface Reason {

    /** The code, as written in headers and entries. */
    String name();

    /** The wrap-up is there. */
    enum Delivered implements Reason {
        /** The platform accepted it from us, now. */
        ACCEPTED,
        /** The platform already showed it. */
        ALREADY_APPLIED
    }

    /** The platform is not ready for it. Expected, and no error. */
    enum NotReady implements Reason {
        /** The conversation is there and ended; its interaction is not yet known to scripting. */
        INTERACTION_NOT_READY,
        /** The conversation is there, but has not ended. */
        CONVERSATION_OPEN,
        /** The organization does not know the conversation, or not yet. */
        CONVERSATION_NOT_FOUND
    }

    /** Nothing was learnt of the interaction: another time. */
    enum Deferred implements Reason {
        /** The credentials' share of requests is used up. */
        RATE_LIMITED,
        /** The API failed, timed out, or answered what nobody can read. */
        API_UNAVAILABLE,
        /** The organization's circuit breaker is open. */
        CIRCUIT_OPEN,
        /** The credentials, a scope or a permission: a person has to mend it. */
        CREDENTIALS_REFUSED,
        /** The organization's lane was full for long. */
        ORG_SATURATED,
        /** The worker itself failed on this record: a fault of ours, told in full by its log. */
        INTERNAL_ERROR
    }

    /** A person has to look. */
    enum Dead implements Reason {
        /** Every delay was used, and the interaction was still not ready. */
        NOT_READY_EXHAUSTED,
        /** Every delay was used, and the organization never knew the conversation. */
        CONVERSATION_NOT_IN_ORGANIZATION,
        /** Deferred until it was older than {@code retry.maxAge}. */
        EXPIRED,
        /** The API refused the request itself. */
        REJECTED,
        /** The bytes are no closure. */
        MALFORMED,
        /** The closure's organization is not configured. */
        UNKNOWN_ORGANIZATION
    }
}
