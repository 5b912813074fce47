package dev.wrapup.worker.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.event.Closure;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Trail;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as people and programs are shown it. Its JSON is public interface; times are ISO-8601 in UTC, and what is
 * null is left out.
 *
 * @param place by which commands know it, as {@code 3@17}
 * @param organization its configured name; null where it has none
 * @param closedAt when the conversation ended; null where that is not known
 * @param firstSeenAt when the closure arrived
 * @param bytes of the event; null where it was too large to be moved to the dead letters
 * @param resolution what a person decided of it; null while nobody has
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"place", "diedAt", "organizationId", "organization", "conversationId", "reason", "detail"})
public record Card(
        String place,
        Instant diedAt,
        @Nullable String organizationId,
        @Nullable String organization,
        @Nullable String conversationId,
        String reason,
        @Nullable String detail,
        @Nullable Instant closedAt,
        Instant firstSeenAt,
        int passes,
        int polls,
        int apiCalls,
        int replays,
        @Nullable String correlationId,
        String origin,
        @Nullable Integer bytes,
        @Nullable Resolved resolution) {

    /** The card of this one. */
    public static Card of(DeadLetter letter, Config config) {
        Trail trail = letter.trail();
        Optional<OrganizationId> organization = letter.organization();
        byte[] value = letter.record().value();
        return new Card(
                letter.place().toString(),
                letter.diedAt(),
                organization.map(OrganizationId::value).orElse(null),
                organization
                        .flatMap(config::organization)
                        .map(Organization::name)
                        .orElse(null),
                letter.conversation().map(ConversationId::value).orElse(null),
                letter.reason(),
                letter.detail().orElse(null),
                Optional.ofNullable(letter.closure()).map(Closure::closedAt).orElse(null),
                trail.firstSeen(),
                trail.effort().passes(),
                trail.effort().polls(),
                trail.effort().apiCalls(),
                trail.effort().replays(),
                trail.correlationId(),
                trail.origin(),
                value == null ? null : value.length,
                letter.resolution());
    }
}
