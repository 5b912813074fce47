package dev.wrapup.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The event "this conversation closed".
 *
 * @param organization the tenant, from the envelope's {@code source}
 * @param conversation from {@code detail.eventBody.conversationId}
 * @param closedAt {@code detail.eventBody.eventTime}, else the envelope's {@code time}; null where neither can be
 *     read, since every body field is optional on the platform
 * @param detailType the envelope's {@code detail-type}
 * @param eventId the envelope's {@code id}, at most 128 printable ASCII characters; null where it has no such id
 */
public record Closure(
        OrganizationId organization,
        ConversationId conversation,
        @Nullable Instant closedAt,
        String detailType,
        @Nullable String eventId)
        implements Event {}
