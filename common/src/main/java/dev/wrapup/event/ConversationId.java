package dev.wrapup.event;

import java.util.Optional;

/**
 * A Genesys Cloud conversation, which the scripting API calls an interaction. Exists only for a checked UUID, in
 * lower case.
 */
public record ConversationId(String value) {

    /** Checks and lower-cases {@code value}; throws {@link IllegalArgumentException} when it is not a UUID. */
    public ConversationId {
        value = Uuids.canonical(value)
                .orElseThrow(() -> new IllegalArgumentException("a conversation id must be a UUID"));
    }

    /** Empty when {@code text} is not a UUID. */
    public static Optional<ConversationId> parse(String text) {
        return Uuids.canonical(text).map(ConversationId::new);
    }

    @Override
    public String toString() {
        return value;
    }
}
