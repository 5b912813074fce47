package dev.wrapup.worker.genesys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one organization shows of a conversation.
 *
 * @param answer found, not found, or a failure
 * @param endedAt when it ended; null while it is open, and where nothing was found
 * @param correlationId {@code ININ-Correlation-Id}, for the platform's support; null when there was none
 */
public record Sighting(
        Answer answer, @Nullable Instant endedAt, @Nullable String correlationId) {

    static Sighting none(Answer answer) {
        return new Sighting(answer, null, null);
    }
}
