package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.OrganizationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API: who asks, in which organization's context, about what.
 *
 * @param at when it came in
 * @param client whose token it carries; null for none that is valid
 * @param header the organization header as it came; null where there is none
 * @param agent who asks, as {@code User-Agent} says; null where there is none
 * @param context where the request goes: the header's organization, else the client's home; null where the header
 *     is no organization id, or neither is known
 * @param conversation null where the path names none, or one that does not exist anywhere
 */
record Asked(
        Call call,
        Instant at,
        @Nullable LiveClient client,
        @Nullable String header,
        @Nullable String agent,
        @Nullable OrganizationId context,
        @Nullable Conversation conversation,
        String body) {

    /** Whether the client may act in this context: an organization that it serves, or its own. */
    boolean served() {
        return client != null && context != null && client.client().mayActIn(context);
    }

    /** The conversation, where the context can see it. */
    @Nullable
    Conversation visible() {
        return conversation != null && conversation.organization().equals(context) ? conversation : null;
    }

    /** Whether token, header and conversation do not all belong to one organization. */
    boolean wrongOrganization() {
        boolean guessed = client != null && header == null && client.client().needsHeader();
        boolean foreignHeader = client != null && !served();
        boolean elsewhere = conversation != null && context != null && visible() == null;
        return guessed || foreignHeader || elsewhere;
    }
}
