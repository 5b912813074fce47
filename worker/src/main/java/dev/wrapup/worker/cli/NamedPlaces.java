package dev.wrapup.worker.cli;

import dev.wrapup.topic.Detail;
import dev.wrapup.worker.deadletter.DeadLetters;
import dev.wrapup.worker.deadletter.Place;
import dev.wrapup.worker.deadletter.Resolved;
import dev.wrapup.worker.deadletter.Selection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What stands at the places that a person named.
 *
 * @param found what was decided of the dead letter at each place that has one; empty while nobody has
 */
record NamedPlaces(Set<Place> named, Map<Place, Optional<Resolved>> found) {

    static NamedPlaces of(Set<Place> named, DeadLetters letters) {
        Map<Place, Optional<Resolved>> found = new HashMap<>();
        if (!named.isEmpty()) {
            Selection selection =
                    new Selection(named, Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
            letters.all(selection, letter -> found.put(letter.place(), Optional.ofNullable(letter.resolution())));
        }
        return new NamedPlaces(named, found);
    }

    /** Whether some have no dead letter, and no other is left to decide. */
    boolean areInVain() {
        return !found.keySet().containsAll(named) && found.values().stream().allMatch(Optional::isPresent);
    }

    /** One for each place where nothing is left to decide. */
    Stream<String> lines() {
        return named.stream().sorted().flatMap(place -> said(place).stream().map(said -> place + ": " + said));
    }

    private Optional<String> said(Place place) {
        Optional<Resolved> decision = found.get(place);
        return decision == null
                ? Optional.of("there is no dead letter, or none any more")
                : decision.map(it -> "already " + it.outcome() + " by " + Detail.of(it.by()) + " at " + it.at());
    }
}
