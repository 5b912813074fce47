package dev.wrapup.worker.console;

import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.worker.deadletter.Place;
import dev.wrapup.worker.deadletter.Selection;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant, in words, as the page says it. What is null or empty chooses nothing out. Pure.
 *
 * @param org an id, or a configured name
 * @param reason codes
 * @param since an instant: ISO-8601, in UTC
 * @param until likewise
 * @param place the very ones, as {@code 3@17}
 */
record Filter(
        @Nullable String org,
        @Nullable List<String> reason,
        @Nullable String conversation,
        @Nullable String since,
        @Nullable String until,
        @Nullable List<String> place) {

    /** What it means. */
    Selection selection(Config config) throws BadQuestionException {
        Set<Place> places = new HashSet<>();
        for (String text : all(place)) {
            places.add(place(text));
        }
        return new Selection(
                places,
                org == null || org.isBlank() ? Set.of() : Set.of(organization(org.strip(), config)),
                new HashSet<>(all(reason)),
                conversation == null || conversation.isBlank()
                        ? Optional.empty()
                        : Optional.of(conversation(conversation.strip())),
                instant("since", since),
                instant("until", until));
    }

    private static List<String> all(@Nullable List<String> some) {
        return some == null
                ? List.of()
                : some.stream().filter(each -> !each.isBlank()).toList();
    }

    static Place place(String text) throws BadQuestionException {
        return Place.parse(text).orElseThrow(() -> new BadQuestionException("a place is PARTITION@OFFSET, as 3@17"));
    }

    static ConversationId conversation(String text) throws BadQuestionException {
        return ConversationId.parse(text).orElseThrow(() -> new BadQuestionException("a conversation is a UUID"));
    }

    /** It need not be configured any more: dead letters of it may be there all the same. */
    static OrganizationId organization(String text, Config config) throws BadQuestionException {
        return config.organizations().stream()
                .filter(each -> each.name().equals(text))
                .map(Organization::id)
                .findFirst()
                .or(() -> OrganizationId.parse(text))
                .orElseThrow(() -> new BadQuestionException("no organization has this id or name"));
    }

    private static Optional<Instant> instant(String name, @Nullable String text) throws BadQuestionException {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(Instant.parse(text.strip()));
        } catch (DateTimeException e) {
            throw new BadQuestionException(name + " is an instant, as 2026-03-01T08:00:00Z");
        }
    }
}
