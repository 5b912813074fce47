package dev.wrapup.worker.genesys;

import org.jspecify.annotations.Nullable;

/**
 * An answer and what it cost.
 *
 * @param apiCalls requests to the API it took, tokens not counted; 0 when nothing was sent
 * @param correlationId the last {@code ININ-Correlation-Id}; null when there was none
 */
public record Reply(Answer answer, int apiCalls, @Nullable String correlationId) {

    static Reply unsent(Answer answer) {
        return new Reply(answer, 0, null);
    }

    /** This reply, and what the one before it cost. */
    Reply after(Reply before) {
        return new Reply(
                answer, before.apiCalls + apiCalls, correlationId == null ? before.correlationId : correlationId);
    }
}
