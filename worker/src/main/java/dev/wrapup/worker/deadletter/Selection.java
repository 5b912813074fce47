package dev.wrapup.worker.deadletter;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are meant. What is empty chooses nothing out: the empty selection means all of them.
 *
 * @param places the very ones
 * @param reasons reason codes
 * @param since those that died then or later
 * @param until those that died earlier
 */
public record Selection(
        Set<Place> places,
        Set<OrganizationId> organizations,
        Set<String> reasons,
        Optional<ConversationId> conversation,
        Optional<Instant> since,
        Optional<Instant> until) {

    /** All of them. */
    public static final Selection ALL =
            new Selection(Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Copies the sets. */
    public Selection {
        places = Set.copyOf(places);
        organizations = Set.copyOf(organizations);
        reasons = Set.copyOf(reasons);
    }

    /** The one at this place. */
    public static Selection of(Place place) {
        return new Selection(Set.of(place), Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, without what dies from that time on: what a person has not seen is not theirs to decide. */
    public Selection before(Instant time) {
        Instant earlier = until.filter(it -> it.isBefore(time)).orElse(time);
        return new Selection(places, organizations, reasons, conversation, since, Optional.of(earlier));
    }

    /** Whether it is one of them. */
    boolean includes(DeadLetter letter) {
        return (places.isEmpty() || places.contains(letter.place()))
                && (organizations.isEmpty()
                        || letter.organization().filter(organizations::contains).isPresent())
                && (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (conversation.isEmpty() || conversation.equals(letter.conversation()))
                && since.filter(letter.diedAt()::isBefore).isEmpty()
                && until.filter(time -> !letter.diedAt().isBefore(time)).isEmpty();
    }

    /** Whether any of them can be in this partition. */
    boolean reaches(int partition) {
        return places.isEmpty() || places.stream().anyMatch(place -> place.partition() == partition);
    }
}
