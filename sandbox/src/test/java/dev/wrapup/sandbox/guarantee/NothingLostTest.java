package dev.wrapup.sandbox.guarantee;

import static dev.wrapup.sandbox.guarantee.Run.place;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import org.junit.jupiter.api.Test;

class NothingLostTest {

    private final Run run = new Run();
    private final ConversationId delivered = run.delivered(1);
    private final ConversationId dead = run.dead(2);

    private void assertNamed(String what) {
        assertThat(run.broken()).containsExactly("nothing lost");
        assertThat(run.text()).contains(what);
    }

    @Test
    void anEventWithoutItsEntryIsLost() {
        run.take("ledger", 2);
        run.take("dead-letter", 2);

        assertNamed("lost: it has no final ledger entry (" + place("closures", 2) + ", conversation " + dead + ")");
    }

    @Test
    void poisonWithoutItsEntryIsLost() {
        run.poison(3);
        run.take("ledger", 3);

        assertNamed("lost: it has no final ledger entry (" + place("closures", 3) + ")");
    }

    @Test
    void whatWasAcceptedTwiceStandsThereTwice() {
        run.receipts.add(Receipt.of(Run.event(1), Run.at(30)));

        assertNamed("accepted at " + Run.at(30) + ", but on no topic");
    }

    @Test
    void anEventThatClosesNothingIsAcceptedAndNotKept() {
        run.receipts.add(Receipt.of(GenesysEvents.other(Run.ORG, delivered, Run.at(0)), Run.at(30)));

        assertThat(run.broken()).isEmpty();
    }

    @Test
    void anEntryNeedsAnEvent() {
        run.receipts.clear();
        run.take("closures", 2);

        assertNamed("no record stands at its origin " + place("closures", 2));
    }

    @Test
    void aLedgerRecordThatIsNoEntryIsFound() {
        run.put(run.record("ledger", 9, 2_200, "nothing".getBytes(UTF_8)));

        assertNamed("no record stands at its origin " + place("ledger", 9));
    }

    @Test
    void aDeliveryThatNeverWasIsFound() {
        run.wrappedUp(delivered);

        assertNamed("DELIVERED by the ledger, but not wrapped up in truth");
    }

    @Test
    void aDeliveryThatIsNotBookedIsFound() {
        run.wrappedUp(dead, 900);

        assertNamed("wrapped up in truth, but not DELIVERED by the ledger");
    }

    @Test
    void ofTwoEventsOfAConversationOneIsDelivered() {
        byte[] duplicate = Run.event(1);
        run.put(run.record("closures", 5, 30, duplicate));
        run.put(run.record("dead-letter", 5, 2_200, duplicate));
        run.header(place("dead-letter", 5), "wrapup-origin", place("closures", 5));
        run.put(run.entry(5, delivered, "DEAD", 2_200));

        assertThat(run.broken()).isEmpty();
    }

    @Test
    void aDeadLetterThatIsOnlyBookedIsFound() {
        run.take("dead-letter", 2);

        assertNamed("DEAD by the ledger, but no dead letter");
    }

    @Test
    void aDeadLetterThatIsBookedAsDeliveredIsFound() {
        run.put(run.hop("dead-letter", 1, 2_100));

        assertNamed("a dead letter that is not DEAD by the ledger");
    }

    @Test
    void anOutcomeThatIsNoneIsFound() {
        run.put(run.entry(1, delivered, "POSTPONED", 2_100));

        assertNamed("\"POSTPONED\" is no final outcome");
    }

    @Test
    void anEntryOfAnotherConversationIsFound() {
        run.put(run.entry(2, delivered, "DEAD", 2_100));

        assertNamed("the ledger entry names conversation " + delivered);
    }
}
