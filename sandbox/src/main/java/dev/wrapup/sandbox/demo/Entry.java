package dev.wrapup.sandbox.demo;

import tools.jackson.databind.JsonNode;

/**
 * A final outcome as the ledger has it.
 *
 * @param origin where its event first appeared, as {@code topic-partition@offset}
 * @param organization empty where the entry names none
 * @param conversation empty where the entry names none
 */
record Entry(String origin, String organization, String conversation, String outcome, String reason) {

    private static final String DELIVERED = "DELIVERED";
    private static final String DEAD = "DEAD";

    static Entry of(JsonNode json) {
        return new Entry(
                json.path("origin").asString(""),
                json.path("organizationId").asString(""),
                json.path("conversationId").asString(""),
                json.path("outcome").asString(""),
                json.path("reason").asString(""));
    }

    boolean isDelivered() {
        return outcome.equals(DELIVERED);
    }

    boolean isDead() {
        return outcome.equals(DEAD);
    }
}
