package dev.wrapup.sandbox.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.ApiDestination;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Emitter;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.Testimony;
import dev.wrapup.sandbox.guarantee.Evidence;
import dev.wrapup.sandbox.guarantee.Hop;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What a run must not show although no guarantee forbids it. */
class SuspicionsTest {

    private static final Instant CLOSED = Instant.parse("2026-11-24T12:00:00Z");
    private static final ApiDestination.Counts WELL = new ApiDestination.Counts(1, 0, 0, 7);

    private final OrganizationId organization = new OrganizationId("00000000-0000-4000-8000-000000000001");
    private final ConversationId conversation = new ConversationId("00000000-0000-4000-8000-000000000002");
    private final ClosedConversation closed = new ClosedConversation(organization, conversation, CLOSED);
    private final Evidence evidence = new Evidence("wrapup");

    @Test
    void aRunWithoutThemHasNone() {
        assertThat(suspicions(history(CLOSED), WELL, true)).isEmpty();
    }

    @Test
    void anEventThatIsRefusedOrGivenUpIsOne() {
        assertThat(suspicions(history(CLOSED), new ApiDestination.Counts(1, 2, 3, 0), true))
                .containsExactly(
                        "2 × closing event that the front door refused for good", "3 × event that was given up");
    }

    @Test
    void aClosureThatNeverArrivedIsOne() {
        assertThat(suspicions(history(CLOSED), WELL, false))
                .containsExactly("1 × closed conversation whose event was never accepted");
    }

    @Test
    void aDeadLetterIsOneWhereTheConversationWasReadyInTime() {
        evidence.add(Hop.of(new ConsumerRecord<>("wrapup.dead-letter", 0, 0, null, closed.event())));

        assertThat(suspicions(history(CLOSED.plusSeconds(9)), WELL, true))
                .containsExactly("1 × dead letter of a conversation that was ready in time");
        assertThat(suspicions(history(CLOSED.plusSeconds(60)), WELL, true)).isEmpty();
        assertThat(suspicions(history(null), WELL, true)).as("never ready").isEmpty();
    }

    @Test
    void aFaultOfTheWorkersOwnIsOne() {
        ConsumerRecord<byte[], byte[]> deferred = new ConsumerRecord<>("wrapup.delay.10s", 0, 0, null, closed.event());
        deferred.headers().add("wrapup-reason", "INTERNAL_ERROR".getBytes(UTF_8));
        evidence.add(Hop.of(deferred));

        assertThat(suspicions(history(CLOSED), WELL, true))
                .containsExactly("1 × record deferred for a fault of the worker's own");
    }

    private History history(Instant readyAt) {
        return new History(organization, conversation, CLOSED, readyAt, CLOSED, List.of(), List.of());
    }

    private List<String> suspicions(History history, ApiDestination.Counts deliveries, boolean isAccepted) {
        List<Emitter.Accepted> accepted = isAccepted ? List.of(new Emitter.Accepted(CLOSED, closed)) : List.of();
        return new Suspicions(new Testimony(List.of(history), accepted, deliveries, 0, List.of()), evidence).all();
    }
}
