package dev.wrapup.sandbox.guarantee;

import static dev.wrapup.sandbox.guarantee.Run.place;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.History;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RightOrganizationTest {

    private final Run run = new Run();
    private final ConversationId delivered = run.delivered(1);

    private void assertNamed(String what) {
        assertThat(run.broken()).containsExactly("right organization");
        assertThat(run.text()).contains(what);
    }

    @Test
    void aRequestInAnothersContextIsFound() {
        String header = Run.OTHER_ORG.value();
        run.asks(delivered, new History.Request(Run.at(600), Call.VERIFY, "appfoundry", header, Run.WORKER, 404, true));

        assertNamed("a VERIFY in a wrong organization, with header " + header);
        assertThat(run.text()).contains("WRONG ORGANIZATION");
    }

    @Test
    void aWrongRequestForWhatDoesNotExistIsFound() {
        run.stray = 3;

        assertNamed("3 requests in a wrong organization");
    }

    @Test
    void anEntryInAnothersNameIsFound() {
        String entry = new String(run.take("ledger", 1).value(), UTF_8).replace(Run.ORG.value(), Run.OTHER_ORG.value());
        run.put(run.record("ledger", 1, 2_100, entry.getBytes(UTF_8)));

        assertNamed(
                "a ledger entry in the name of organization " + Run.OTHER_ORG + " for a conversation of " + Run.ORG);
    }

    @Test
    void aHopWithAForeignKeyIsFound() {
        ConsumerRecord<byte[], byte[]> hop = run.take("delay.1s", 1);
        ConsumerRecord<byte[], byte[]> foreign = new ConsumerRecord<>(
                hop.topic(), hop.partition(), hop.offset(), "another".getBytes(UTF_8), hop.value());
        hop.headers().forEach(foreign.headers()::add);
        run.put(Run.moved(foreign, 1_000));

        assertNamed("with the key another (" + place("delay.1s", 1));
    }

    @Test
    void aHopIntoAnotherPartitionIsFound() {
        int elsewhere = (Run.HOME + 1) % 6;
        ConsumerRecord<byte[], byte[]> hop = run.take("delay.1s", 1);
        run.put(Run.with(hop, elsewhere, 1, 1_000, hop.value()));

        assertNamed("outside of its partition " + Run.HOME);
    }

    @Test
    void aReKeyedRecordIsAtHomeWhateverItsFirstPlaceWas() {
        int elsewhere = (Run.HOME + 1) % 6;
        ConsumerRecord<byte[], byte[]> first = run.take("closures", 1);
        run.put(Run.with(first, elsewhere, 77, 10, first.value()));
        run.put(run.hop("closures", 1, 20));
        String origin = "wrapup.closures-" + elsewhere + "@77";
        run.header(place("closures", 1), "wrapup-origin", origin);
        run.header(place("delay.1s", 1), "wrapup-origin", origin);
        String entry = new String(run.take("ledger", 1).value(), UTF_8).replace(place("closures", 1), origin);
        run.put(run.record("ledger", 1, 2_100, entry.getBytes(UTF_8)));

        assertThat(run.broken()).isEmpty();
    }
}
