package dev.wrapup.sandbox.guarantee;

import static dev.wrapup.sandbox.guarantee.Run.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.genesys.Call;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class NeverEarlyTest {

    private final Run run = new Run();
    private final ConversationId delivered = run.delivered(1);

    private void assertNamed(String what) {
        assertThat(run.broken()).containsExactly("never early");
        assertThat(run.text()).contains(what);
    }

    @Test
    void anEndBeforeItsTimeIsFound() {
        run.put(run.entry(1, delivered, "DELIVERED", 1_999));

        assertNamed("early: the record at " + place("delay.1s", 1) + " is due at " + Run.at(2_000));
    }

    @Test
    void aDeadLetterBeforeItsTimeIsFound() {
        run.dead(2);
        run.put(Run.moved(run.take("dead-letter", 2), 1_500));

        assertNamed("early: the record at " + place("delay.1s", 2));
    }

    @Test
    void aNextDelayBeforeItsTimeIsFound() {
        ConsumerRecord<byte[], byte[]> hop = run.hop("delay.1s", 1, 1_000);
        run.put(Run.with(hop, Run.HOME, 9, 1_100, hop.value()));
        run.header(place("delay.1s", 9), "wrapup-due", Run.millis(2_100));
        run.header(place("delay.1s", 9), "wrapup-pass", "2");

        assertNamed("early: the record at " + place("delay.1s", 1) + " is due at " + Run.at(2_000) + " ("
                + place("delay.1s", 9));
    }

    @Test
    void aRequestWhileTheRecordWaitsIsFound() {
        run.asks(delivered, Call.VERIFY, 1_999, Run.WORKER);

        assertNamed("early: a VERIFY at " + Run.at(1_999));
    }

    @Test
    void whileOneOfTwoEventsWaitsTheOtherMayAsk() {
        run.asks(delivered, Call.VERIFY, 1_500, Run.WORKER);
        run.put(run.record("closures", 5, 1_490, Run.event(1)));
        run.put(run.entry(5, delivered, "DELIVERED", 1_600));

        assertThat(run.broken()).isEmpty();
    }

    @Test
    void aRecordThatWaitsLongerThanItsTopicIsFound() {
        run.header(place("delay.1s", 1), "wrapup-due", Run.millis(3_001));
        run.put(run.entry(1, delivered, "DELIVERED", 3_100));
        run.wrappedUp(delivered, 3_050);

        assertNamed("it is due at " + Run.at(3_001) + ", later than its topic's delay");
    }

    @Test
    void aRecordThatWaitsForNothingIsFound() {
        run.header(place("delay.1s", 1), "wrapup-due", "never");

        assertNamed("it waits without being due at any time");
    }
}
