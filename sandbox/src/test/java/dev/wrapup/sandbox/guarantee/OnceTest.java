package dev.wrapup.sandbox.guarantee;

import static dev.wrapup.sandbox.guarantee.Run.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.ConversationId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class OnceTest {

    private final Run run = new Run();
    private final ConversationId delivered = run.delivered(1);
    private final ConversationId dead = run.dead(2);

    private void assertNamed(String what) {
        assertThat(run.broken()).containsExactly("once");
        assertThat(run.text()).contains(what);
    }

    @Test
    void aSecondWrapUpIsFound() {
        run.wrappedUp(delivered, 2_050, 2_060);

        assertNamed("2 accepted wrap-ups (wrap-up at " + Run.at(2_060) + ", conversation " + delivered);
    }

    @Test
    void aSecondEntryIsFound() {
        run.put(Run.with(
                run.entry(1, delivered, "DELIVERED", 2_200),
                Run.HOME,
                9,
                2_200,
                run.entry(1, delivered, "DELIVERED", 2_200).value()));

        assertNamed("2 final ledger entries (" + place("ledger", 9));
    }

    @Test
    void aSecondDeadLetterIsFound() {
        ConsumerRecord<byte[], byte[]> letter = run.hop("dead-letter", 2, 2_100);
        run.put(Run.with(letter, Run.HOME, 9, 2_100, letter.value()));

        assertNamed("2 dead letters (" + place("dead-letter", 9) + ", conversation " + dead);
    }

    @Test
    void aSecondReKeyedRecordIsFound() {
        for (int offset : new int[] {8, 9}) {
            ConsumerRecord<byte[], byte[]> hop = run.hop("closures", 1, 20);
            run.put(Run.with(hop, Run.HOME, offset, 20, hop.value()));
        }

        assertNamed("2 re-keyed records");
    }

    @Test
    void aDoubledHopIsFound() {
        ConsumerRecord<byte[], byte[]> hop = run.hop("delay.1s", 1, 1_000);
        run.put(Run.with(hop, Run.HOME, 9, 1_001, hop.value()));
        run.header(place("delay.1s", 9), "wrapup-due", Run.millis(2_001));

        assertNamed(
                "a doubled hop: the record at " + place("delay.1s", 1) + " is not due yet (" + place("delay.1s", 9));
    }

    @Test
    void aHopAfterTheEndIsFound() {
        ConsumerRecord<byte[], byte[]> hop = run.hop("delay.1s", 1, 2_200);
        run.put(Run.with(hop, Run.HOME, 9, 2_200, hop.value()));
        run.header(place("delay.1s", 9), "wrapup-due", Run.millis(3_200));

        assertNamed("it goes on after its end at " + place("ledger", 1));
    }
}
