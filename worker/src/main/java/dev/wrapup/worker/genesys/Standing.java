package dev.wrapup.worker.genesys;

import dev.wrapup.topic.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How an organization stands with the platform, as its last requests found it.
 *
 * @param breaker for the platform's failures
 * @param keptBack what keeps its requests back; null when nothing does
 * @param budget of its credentials, which others may share
 */
public record Standing(BreakerState breaker, @Nullable KeptBack keptBack, Budget budget) {

    /** The states of a circuit breaker. */
    public enum BreakerState {
        /** Requests are sent. */
        CLOSED,
        /** A few find out whether it is over. */
        HALF_OPEN,
        /** None is sent. */
        OPEN
    }

    /**
     * Why nothing is sent.
     *
     * @param detail in words
     */
    public record KeptBack(Reason.Deferred reason, String detail) {}

    /** Whether it is kept back for this reason. */
    public boolean isKeptBackBy(Reason.Deferred reason) {
        return keptBack != null && keptBack.reason() == reason;
    }
}
