package dev.wrapup.worker.deadletter;

import static dev.wrapup.worker.deadletter.Letters.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.topic.Reason;
import dev.wrapup.worker.Samples;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void itTellsOrganizationsAndReasonsApartAndTheLargestGroupFirst() {
        Plan.Draft draft = new Plan.Draft(100);
        draft.add(Letters.of(new Place(0, 5), NOW, null, Reason.Dead.MALFORMED));
        draft.add(Letters.rejected(new Place(3, 17), Duration.ofSeconds(2)));
        draft.add(Letters.rejected(new Place(3, 19), Duration.ofSeconds(1)));
        draft.add(Letters.of(
                new Place(2, 1),
                NOW.plusSeconds(9),
                Letters.closure(Samples.GLOBEX, Samples.CONVERSATION),
                Reason.Dead.REJECTED));

        Plan plan = draft.plan();

        assertThat(plan.groups())
                .containsExactly(
                        new Plan.Group(Samples.ACME, "REJECTED", 2, NOW.plusSeconds(1), NOW.plusSeconds(2)),
                        new Plan.Group(Samples.GLOBEX, "REJECTED", 1, NOW.plusSeconds(9), NOW.plusSeconds(9)),
                        new Plan.Group(null, "MALFORMED", 1, NOW, NOW));
        assertThat(plan.count()).isEqualTo(4);
        assertThat(plan.oldest()).contains(NOW);
        assertThat(plan.newest()).contains(NOW.plusSeconds(9));
    }

    @Test
    void aLimitKeepsTheOldestWhateverTheirPartition() {
        Plan.Draft draft = new Plan.Draft(2);
        for (int second : List.of(5, 1, 4, 2, 3)) {
            draft.add(Letters.rejected(new Place(second % 2, second), Duration.ofSeconds(second)));
        }

        Plan plan = draft.plan();

        assertThat(plan.places().values().stream().flatMap(NavigableSet::stream))
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(plan.count()).isEqualTo(2);
        assertThat(plan.newest()).contains(NOW.plusSeconds(2));
    }

    @Test
    void whatCannotBeSentBackIsCountedApart() {
        Plan.Draft draft = new Plan.Draft(2);
        draft.leave();

        assertThat(draft.plan().left()).isEqualTo(1);
        assertThat(draft.plan().count()).isZero();
    }

    @Test
    void itsTimeIsItsNumberByThePace() {
        Plan.Draft draft = new Plan.Draft(100);
        for (int n = 0; n < 30; n++) {
            draft.add(Letters.rejected(new Place(0, n), Duration.ZERO));
        }

        assertThat(draft.plan().duration(20)).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void twoPlansShareTheirFingerprintIfTheyMeanTheSameAndOnlyThen() {
        assertThat(plan(new Place(0, 1), new Place(2, 7)).fingerprint())
                .hasSize(64)
                .isEqualTo(plan(new Place(2, 7), new Place(0, 1)).fingerprint())
                .isNotEqualTo(plan(new Place(0, 1), new Place(2, 8)).fingerprint())
                .isNotEqualTo(plan(new Place(0, 1), new Place(1, 7)).fingerprint())
                .isNotEqualTo(plan(new Place(0, 1)).fingerprint());
    }

    @Test
    void itKnowsItsConversationsEachInItsOrganization() {
        Conversations conversations = plan(new Place(0, 1), new Place(0, 2)).conversations();

        assertThat(conversations.indexOf(Samples.ACME.value(), Samples.CONVERSATION.value()))
                .isZero();
        assertThat(conversations.indexOf(Samples.GLOBEX.value(), Samples.CONVERSATION.value()))
                .isNegative();
        assertThat(conversations.indexOf(null, Samples.CONVERSATION.value())).isNegative();
    }

    private static Plan plan(Place... places) {
        Plan.Draft draft = new Plan.Draft(100);
        for (Place each : places) {
            draft.add(Letters.rejected(each, Duration.ZERO));
        }
        return draft.plan();
    }
}
