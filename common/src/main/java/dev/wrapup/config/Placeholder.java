package dev.wrapup.config;

import java.util.Set;

/** What a wrap-up template may say in braces, to be filled in from the closure. */
public final class Placeholder {

    /** The names that may stand in braces; public interface. */
    public static final Set<String> NAMES =
            Set.of("organizationId", "conversationId", "interactionId", "eventId", "closedAt");

    private Placeholder() {}
}
