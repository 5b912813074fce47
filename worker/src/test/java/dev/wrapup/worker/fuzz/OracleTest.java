package dev.wrapup.worker.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.worker.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class OracleTest {

    private static final ClosedConversation CLOSED =
            new ClosedConversation(Samples.ACME, Samples.CONVERSATION, Instant.EPOCH);

    private final Oracle oracle =
            new Oracle(Set.of(Samples.ACME.value(), Samples.GLOBEX.value()), new Material(List.of(CLOSED)));

    @Test
    void aClosureOfAKnownConversationIsDelivered() {
        assertThat(oracle.of(record(CLOSED.event()))).isEqualTo(new Expectation.Delivered(Optional.empty()));
    }

    @Test
    void aClosureOfAnotherOrganizationsConversationIsNot() {
        assertThat(oracle.of(record(GenesysEvents.closure(Samples.GLOBEX, Samples.CONVERSATION, Instant.EPOCH))))
                .isEqualTo(dead("CONVERSATION_NOT_IN_ORGANIZATION"));
    }

    @Test
    void aClosureOfAnOrganizationThatIsNotConfiguredIsADeadLetter() {
        OrganizationId stranger = new OrganizationId("00000000-0000-4000-8000-000000000001");
        assertThat(oracle.of(record(GenesysEvents.closure(stranger, Samples.CONVERSATION, Instant.EPOCH))))
                .isEqualTo(dead("UNKNOWN_ORGANIZATION"));
    }

    @Test
    void whatIsNoEventIsADeadLetter() {
        assertThat(oracle.of(record(null))).isEqualTo(dead("MALFORMED"));
        assertThat(oracle.of(record(new byte[0]))).isEqualTo(dead("MALFORMED"));
        assertThat(oracle.of(record("[]".getBytes(UTF_8)))).isEqualTo(dead("MALFORMED"));
        assertThat(oracle.of(record(new byte[2_000_000]))).isEqualTo(dead("MALFORMED"));
    }

    @Test
    void anotherEventIsIgnoredUnlessSomebodyTookResponsibilityForIt() {
        ProducerRecord<byte[], byte[]> other =
                record(GenesysEvents.other(Samples.ACME, Samples.CONVERSATION, Instant.EPOCH));
        assertThat(oracle.of(other)).isEqualTo(new Expectation.Ignored());

        other.headers().add("wrapup-first-seen", new byte[] {(byte) 0xff});
        assertThat(oracle.of(other)).isEqualTo(dead("MALFORMED"));
    }

    @Test
    void anOriginIsBelievedWhereItIsAPlace() {
        ProducerRecord<byte[], byte[]> record = record(CLOSED.event());
        record.headers().add("wrapup-origin", "wrapup.closures-3@42".getBytes(UTF_8));
        assertThat(oracle.of(record)).isEqualTo(new Expectation.Delivered(Optional.of("wrapup.closures-3@42")));

        record.headers().add("wrapup-origin", "nowhere".getBytes(UTF_8));
        assertThat(oracle.of(record)).isEqualTo(new Expectation.Delivered(Optional.empty()));
    }

    private static Expectation dead(String reason) {
        return new Expectation.Dead(reason, Optional.empty());
    }

    private static ProducerRecord<byte[], byte[]> record(byte[] value) {
        return new ProducerRecord<>("wrapup.closures", null, value);
    }
}
