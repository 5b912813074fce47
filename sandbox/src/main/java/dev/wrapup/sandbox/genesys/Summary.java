package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What truly happened so far.
 *
 * @param closures conversations that closed
 * @param delivered those of them with at least one accepted wrap-up
 * @param duplicateWrapUps wrap-ups accepted beyond the first of a conversation
 * @param wrongOrganizationRequests requests in which token, header and conversation did not agree
 * @param apiCalls requests for conversations and wrap-ups, whatever their answer
 * @param notReadyResponses wrap-ups answered 404 in the right organization because it was too early
 * @param neverReady closed conversations that do not become ready
 * @param readyToDelivered for each delivered one the time from readiness, or from the first emission of its event
 *     where that was later, to the first accepted wrap-up; ascending
 */
public record Summary(
        long closures,
        long delivered,
        long duplicateWrapUps,
        long wrongOrganizationRequests,
        long apiCalls,
        long notReadyResponses,
        Set<ConversationId> neverReady,
        List<Duration> readyToDelivered) {

    /**
     * The time within which this share was delivered; zero where nothing was.
     *
     * @param share 0 to 1, for example 0.99
     */
    public Duration readyToDelivered(double share) {
        return Quantile.of(share, readyToDelivered);
    }
}
