package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import java.time.Instant;

/** A conversation that has just closed. */
public record ClosedConversation(OrganizationId organization, ConversationId id, Instant closedAt) {

    /** The closure's event as EventBridge delivers it: the same bytes each time, so a duplicate is one. */
    public byte[] event() {
        return GenesysEvents.closure(organization, id, closedAt);
    }
}
