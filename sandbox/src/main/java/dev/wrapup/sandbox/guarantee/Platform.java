package dev.wrapup.sandbox.guarantee;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.Testimony;
import dev.wrapup.sandbox.genesys.Truth;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The simulated platform's truth.
 *
 * @param histories of a conversation; empty for one that never was
 * @param conversations all that there are, open ones as well
 * @param strayWrongOrganizationRequests that named no conversation of any organization, and were wrong otherwise
 */
public record Platform(
        Function<ConversationId, Optional<History>> histories,
        Supplier<? extends Collection<ConversationId>> conversations,
        long strayWrongOrganizationRequests) {

    /** The truth of a platform in this Java. */
    public static Platform of(Truth truth) {
        return new Platform(truth::history, truth::conversations, truth.strayWrongOrganizationRequests());
    }

    /** The truth of a platform in another process. */
    public static Platform of(Testimony testimony) {
        Map<ConversationId, History> histories =
                testimony.histories().stream().collect(Collectors.toMap(History::conversation, Function.identity()));
        return new Platform(
                id -> Optional.ofNullable(histories.get(id)),
                histories::keySet,
                testimony.strayWrongOrganizationRequests());
    }

    /** What happened to each conversation. */
    Stream<History> all() {
        return conversations.get().stream().flatMap(id -> histories.apply(id).stream());
    }

    /** Empty where there is no such conversation. */
    Optional<History> history(String conversation) {
        return ConversationId.parse(conversation).flatMap(histories);
    }
}
