package dev.wrapup.sandbox.guarantee;

import static dev.wrapup.sandbox.guarantee.Run.place;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BytesIntactTest {

    private final Run run = new Run();

    @BeforeEach
    void aHealthyRun() {
        run.delivered(1);
        run.dead(2);
    }

    private void assertNamed(String what) {
        assertThat(run.broken()).containsExactly("bytes intact");
        assertThat(run.text()).contains(what);
    }

    private static byte[] rewritten(int n) {
        return (new String(Run.event(n), UTF_8) + " ").getBytes(UTF_8);
    }

    @Test
    void aHopWithOtherBytesIsFound() {
        run.put(Run.with(run.take("delay.1s", 1), Run.HOME, 1, 1_000, rewritten(1)));

        assertNamed("other bytes than the record at its origin " + place("closures", 1));
    }

    @Test
    void aDeadLetterWithoutBytesSaysThatTheyWereTooMany() {
        run.put(Run.with(run.take("dead-letter", 2), Run.HOME, 2, 2_100, null));
        assertNamed("other bytes");

        run.header(place("dead-letter", 2), "wrapup-detail", "its 8000000 bytes are too many for a dead letter");
        assertThat(run.broken()).isEmpty();
    }

    @Test
    void bytesThatTheFrontDoorRewroteAreFoundAndTheOnesItAcceptedAreLost() {
        ConsumerRecord<byte[], byte[]> appearance = run.take("closures", 1);
        run.put(Run.with(appearance, Run.HOME, 1, 10, rewritten(1)));
        run.put(Run.with(run.take("delay.1s", 1), Run.HOME, 1, 1_000, rewritten(1)));

        assertThat(run.broken()).containsExactly("nothing lost", "bytes intact");
        assertThat(run.text()).contains("with other bytes than stand on the topics");
    }

    @Test
    void aHeaderThatIsAppendedInsteadOfReplacedIsFound() {
        ConsumerRecord<byte[], byte[]> hop = run.take("delay.1s", 1);
        hop.headers().add("wrapup-pass", "2".getBytes(UTF_8));
        run.put(hop);

        assertNamed("headers that occur twice: [wrapup-pass]");
    }

    @Test
    void aRecordThatGrowsIsFound() {
        run.header(place("delay.1s", 1), "traceparent", "0".repeat(4_096));

        assertNamed("headers of ");
    }

    @Test
    void aRecordThatForgetsWhenItWasFirstSeenIsFound() {
        run.header(place("delay.1s", 1), "wrapup-first-seen", Run.millis(999));

        assertNamed("first seen at " + Run.millis(999) + ", before that hop at " + Run.millis(5));
    }
}
