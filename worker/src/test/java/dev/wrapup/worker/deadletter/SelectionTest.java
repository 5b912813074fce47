package dev.wrapup.worker.deadletter;

import static dev.wrapup.worker.deadletter.Letters.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Reason;
import dev.wrapup.worker.Samples;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final DeadLetter LETTER = Letters.rejected(new Place(3, 17), Duration.ZERO);
    private static final DeadLetter MALFORMED = Letters.of(new Place(3, 18), NOW, null, Reason.Dead.MALFORMED);

    @Test
    void theEmptyOneMeansAllOfThem() {
        assertThat(Selection.ALL.includes(LETTER)).isTrue();
        assertThat(Selection.ALL.includes(MALFORMED)).isTrue();
        assertThat(Selection.ALL.reaches(7)).isTrue();
    }

    @Test
    void everyConditionHasToHold() {
        assertThat(new Selection(
                                Set.of(new Place(3, 17), new Place(3, 18)),
                                Set.of(Samples.ACME, Samples.GLOBEX),
                                Set.of("REJECTED", "EXPIRED"),
                                Optional.of(Samples.CONVERSATION),
                                Optional.of(NOW),
                                Optional.of(NOW.plusMillis(1)))
                        .includes(LETTER))
                .isTrue();
        assertThat(Selection.of(new Place(3, 16)).includes(LETTER)).isFalse();
        assertThat(ofOrganization(Samples.GLOBEX).includes(LETTER)).isFalse();
        assertThat(ofReason("EXPIRED").includes(LETTER)).isFalse();
    }

    @Test
    void whatIsNoClosureIsOfNoOrganizationAndNoConversation() {
        assertThat(ofOrganization(Samples.ACME).includes(MALFORMED)).isFalse();
        assertThat(ofReason("MALFORMED").includes(MALFORMED)).isTrue();
    }

    @Test
    void thePeriodBeginsAtItsFirstMomentAndEndsBeforeItsLast() {
        assertThat(since(Duration.ZERO).includes(LETTER)).isTrue();
        assertThat(since(Duration.ofMillis(1)).includes(LETTER)).isFalse();
        assertThat(Selection.ALL.before(NOW).includes(LETTER)).isFalse();
        assertThat(Selection.ALL.before(NOW.plusMillis(1)).includes(LETTER)).isTrue();
    }

    @Test
    void anEarlierEndStays() {
        assertThat(Selection.ALL.before(NOW).before(NOW.plusSeconds(9)).until()).contains(NOW);
    }

    @Test
    void otherPartitionsThanThoseOfItsPlacesAreNotRead() {
        assertThat(Selection.of(new Place(3, 17)).reaches(3)).isTrue();
        assertThat(Selection.of(new Place(3, 17)).reaches(4)).isFalse();
    }

    private static Selection ofOrganization(OrganizationId id) {
        return new Selection(Set.of(), Set.of(id), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Selection ofReason(String reason) {
        return new Selection(Set.of(), Set.of(), Set.of(reason), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Selection since(Duration afterNow) {
        return new Selection(
                Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.of(NOW.plus(afterNow)), Optional.empty());
    }
}
