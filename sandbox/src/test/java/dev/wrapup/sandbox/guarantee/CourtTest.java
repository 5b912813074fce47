package dev.wrapup.sandbox.guarantee;

import static dev.wrapup.sandbox.guarantee.Run.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.ConversationId;
import org.junit.jupiter.api.Test;

class CourtTest {

    private final Run run = new Run();

    @Test
    void aHealthyRunIsAcquittedByEveryJudgeAndEachHasLookedAtSomething() {
        run.delivered(1);
        run.dead(2);
        run.poison(3);

        assertThat(run.verdicts())
                .extracting(Verdict::guarantee)
                .containsExactly(
                        "nothing lost", "right organization", "once", "never early", "one owner", "bytes intact");
        assertThat(run.verdicts()).allSatisfy(verdict -> {
            assertThat(verdict.breaches()).isEmpty();
            assertThat(verdict.examined()).isPositive();
        });
        assertThat(run.text().lines()).hasSize(6);
    }

    @Test
    void theHistoryOfAConversationHasAllThatAPersonNeedsInTime() {
        ConversationId id = run.delivered(1);
        run.delivered(2);
        run.wrappedUp(id, 2_050, 2_060);

        String history = run.text().substring(run.text().indexOf("The history"));
        assertThat(history.lines().map(String::strip))
                .containsExactly(
                        "The history of conversation " + id + " of organization " + Run.ORG + ":",
                        Run.at(0) + "  platform closed",
                        Run.at(0) + "  platform its event is on its way",
                        Run.at(0) + "  platform ready",
                        Run.at(10) + "  record   " + place("closures", 1) + ", key " + Run.ORG + ", " + bytes()
                                + ", first-seen " + Run.at(5),
                        Run.at(20) + "  receipt  202 of the front door, " + bytes(),
                        Run.at(500) + "  request  VERIFY 404 by " + Run.WORKER + ", client appfoundry, header "
                                + Run.ORG,
                        Run.at(1_000) + "  record   " + place("delay.1s", 1) + ", key " + Run.ORG + ", " + bytes()
                                + ", due " + Run.at(2_000) + ", first-seen " + Run.at(5) + ", origin "
                                + place("closures", 1) + ", pass 1, reason INTERACTION_NOT_READY",
                        Run.at(2_050) + "  request  SEND 404 by " + Run.WORKER + ", client appfoundry, header "
                                + Run.ORG,
                        Run.at(2_050) + "  wrap-up  accepted in the context of " + Run.ORG,
                        Run.at(2_060) + "  wrap-up  accepted in the context of " + Run.ORG,
                        Run.at(2_100) + "  ledger   " + place("ledger", 1) + ", DELIVERED X, organization " + Run.ORG
                                + ", origin " + place("closures", 1) + ", by worker-0");
    }

    private static String bytes() {
        return "bytes " + Digest.of(Run.event(1)).substring(0, 12);
    }

    @Test
    void whatNamesNoConversationIsToldByItsPlace() {
        run.poison(3);
        run.take("ledger", 3);

        assertThat(run.text())
                .contains("The history of what stands at " + place("closures", 3))
                .contains("record   " + place("dead-letter", 3));
    }

    @Test
    void ofManyBreachesTheFirstAreTold() {
        for (int n = 1; n <= 30; n++) {
            run.delivered(n);
            run.take("ledger", n);
        }

        assertThat(run.text()).contains("BROKEN 30 times", "and 20 more");
        assertThat(run.text().lines().filter(line -> line.startsWith("The history")))
                .hasSize(5);
    }

    @Test
    void evidenceIsSettledOnceEachEventHasItsEntryInWhateverOrderTheyAreRead() {
        Evidence evidence = new Evidence("wrapup");
        run.delivered(1);

        evidence.add(Hop.of(run.take("ledger", 1)));
        evidence.add(Hop.of(run.take("closures", 1)));
        assertThat(evidence.isSettled()).isTrue();
        assertThat(evidence.closings()).isEqualTo(1);

        run.delivered(2);
        evidence.add(Hop.of(run.take("closures", 2)));
        assertThat(evidence.isSettled()).isFalse();
        assertThat(evidence.closings()).isEqualTo(2);
        assertThat(evidence.ended()).isEqualTo(1);
    }
}
