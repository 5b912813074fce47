package dev.wrapup.config;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the texts of a wrap-up template may say in braces, to be filled in from the closure. */
public final class Placeholder {

    /** The names that may stand in braces; public interface. */
    public static final Set<String> NAMES = Collections.unmodifiableSet(
            new LinkedHashSet<>(List.of("organizationId", "conversationId", "interactionId", "eventId", "closedAt")));

    /** Anything in braces is a placeholder; group 1 is its name. In a checked template it is one of the names. */
    public static final Pattern PATTERN = Pattern.compile("\\{([^{}]*)}");

    private Placeholder() {}
}
