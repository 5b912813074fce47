package dev.wrapup.sandbox.guarantee;

import static dev.wrapup.sandbox.guarantee.Run.OTHER_WORKER;
import static dev.wrapup.sandbox.guarantee.Run.WORKER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.History;
import org.junit.jupiter.api.Test;

class OneOwnerTest {

    private final Run run = new Run();
    private final ConversationId one = run.delivered(1);
    private final ConversationId another = run.delivered(2);

    private void assertNamed(String what) {
        assertThat(run.broken()).containsExactly("one owner");
        assertThat(run.text()).contains(what);
    }

    @Test
    void twoThatTakeTurnsInOneOrganizationAreFoundAcrossItsConversations() {
        run.asks(one, Call.VERIFY, 3_000, OTHER_WORKER);
        run.asks(another, Call.VERIFY, 3_500, WORKER);

        assertNamed("organization " + Run.ORG + " has two owners: " + WORKER + ", then " + OTHER_WORKER + " at "
                + Run.at(3_000));
    }

    @Test
    void anOwnerMayChangeAndChangeBackInItsTime() {
        run.asks(one, Call.VERIFY, 3_000, OTHER_WORKER);
        run.asks(another, Call.VERIFY, 4_000, WORKER);

        assertThat(run.broken()).isEmpty();
    }

    @Test
    void twoThatTakeTurnsInAPartitionOfTheLedgerAreFound() {
        run.delivered(3);
        String entry = new String(run.take("ledger", 2).value(), UTF_8).replace("worker-0", "worker-1");
        run.put(run.record("ledger", 2, 2_100, entry.getBytes(UTF_8)));

        assertNamed("partition " + Run.HOME + " of the ledger has two owners: worker-0, then worker-1");
    }

    @Test
    void whoeverDoesNotSayWhoAsksIsFound() {
        run.asks(one, new History.Request(Run.at(600), Call.VERIFY, "appfoundry", Run.ORG.value(), null, 200, false));

        assertNamed("a request that does not say who asks");
    }
}
