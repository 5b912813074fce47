package dev.wrapup.worker.genesys;

import dev.wrapup.event.ConversationId;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a pass wants to know of a conversation. Pure.
 *
 * <p>It has ended when the top-level {@code endTime} is set; top-level {@code state} never has a value. A wrap-up is
 * on the participants with the purpose {@code agent} or {@code user}.
 */
final class ConversationView {

    private ConversationView() {}

    /**
     * Reads the body of a GET.
     *
     * @param wrapUpCode of the wrap-up that would be sent; where it is empty, any wrap-up counts as that one
     * @return empty when the body is not that conversation
     */
    static Optional<Answer.Found> read(JsonNode body, ConversationId conversation, Optional<String> wrapUpCode) {
        if (!conversation.value().equalsIgnoreCase(body.path("id").asString(""))) {
            return Optional.empty();
        }
        boolean wrappedUp = body.path("participants")
                .valueStream()
                .filter(ConversationView::canBeWrappedUp)
                .map(participant -> participant.path("wrapup"))
                .anyMatch(wrapUp -> wrapUp.isObject() && is(wrapUp, wrapUpCode));
        return Optional.of(new Answer.Found(body.path("endTime").isString(), wrappedUp));
    }

    private static boolean canBeWrappedUp(JsonNode participant) {
        String purpose = participant.path("purpose").asString("");
        return purpose.equals("agent") || purpose.equals("user");
    }

    private static boolean is(JsonNode wrapUp, Optional<String> code) {
        return code.isEmpty() || code.get().equalsIgnoreCase(wrapUp.path("code").asString(""));
    }
}
