package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What truly happened to one conversation.
 *
 * @param closedAt null while it is open
 * @param readyAt null for never
 * @param emittedAt when its event was first on its way to the front door; null where nobody said so
 * @param wrapUps every accepted one, in order: the platform does not recognize a duplicate
 * @param requests the latest ones, at most {@value Conversation#MAX_REQUESTS}; those that were wrong stay the longest
 */
public record History(
        OrganizationId organization,
        ConversationId conversation,
        @Nullable Instant closedAt,
        @Nullable Instant readyAt,
        @Nullable Instant emittedAt,
        List<WrapUp> wrapUps,
        List<Request> requests) {

    /** An accepted wrap-up. */
    public record WrapUp(Instant acceptedAt, OrganizationId context, String body) {}

    /**
     * A request that named the conversation.
     *
     * @param at when it came in; the answer may have taken its time
     * @param client whose token it carried; null for none that is valid
     * @param header the organization header, null where there was none
     * @param agent who asked, as {@code User-Agent} says; null where there was none
     * @param status of the answer; 0 where there was no answer
     * @param wrongOrganization whether token, header and conversation did not agree
     */
    public record Request(
            Instant at,
            Call call,
            @Nullable String client,
            @Nullable String header,
            @Nullable String agent,
            int status,
            boolean wrongOrganization) {}

    /** From the moment a delivery was possible to the first one; empty where there was none. */
    public Optional<Duration> readyToDelivered() {
        if (wrapUps.isEmpty()) {
            return Optional.empty();
        }
        Instant accepted = wrapUps.getFirst().acceptedAt();
        Instant possible = later(readyAt, emittedAt == null ? closedAt : emittedAt);
        return Optional.of(
                possible == null || possible.isAfter(accepted) ? Duration.ZERO : Duration.between(possible, accepted));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
