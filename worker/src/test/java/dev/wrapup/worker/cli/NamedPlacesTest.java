package dev.wrapup.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.deadletter.Place;
import dev.wrapup.worker.deadletter.Resolved;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamedPlacesTest {

    private static final Place NOWHERE = new Place(99, 0);
    private static final Place DECIDED = new Place(9, 0);
    private static final Place OPEN = new Place(3, 17);

    private static final Map<Place, Optional<Resolved>> FOUND = Map.of(
            DECIDED,
            Optional.of(new Resolved(
                    LedgerEntry.Final.REPLAYED, Instant.parse("2026-11-03T09:00:00Z"), "an\nna", "mended")),
            OPEN,
            Optional.empty());

    @Test
    void ofEachThatIsNotOpenItIsSaidWhy() {
        assertThat(new NamedPlaces(Set.of(NOWHERE, DECIDED, OPEN), FOUND).lines())
                .containsExactly(
                        "9@0: already REPLAYED by an na at 2026-11-03T09:00:00Z",
                        "99@0: there is no dead letter, or none any more");
    }

    @Test
    void theyAreInVainWhereOneIsNotThereAndNoOtherIsOpen() {
        assertThat(new NamedPlaces(Set.of(NOWHERE), Map.of()).areInVain()).isTrue();
        assertThat(new NamedPlaces(Set.of(NOWHERE, DECIDED), Map.of(DECIDED, FOUND.get(DECIDED))).areInVain())
                .isTrue();
        assertThat(new NamedPlaces(Set.of(NOWHERE, DECIDED, OPEN), FOUND).areInVain())
                .isFalse();
    }

    @Test
    void toDecideASecondTimeIsNotInVainAndNeitherIsToNameNone() {
        assertThat(new NamedPlaces(Set.of(DECIDED), Map.of(DECIDED, FOUND.get(DECIDED))).areInVain())
                .isFalse();
        assertThat(new NamedPlaces(Set.of(), Map.of()).areInVain()).isFalse();
    }
}
