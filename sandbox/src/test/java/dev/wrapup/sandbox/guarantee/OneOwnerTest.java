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
        run.asks(one, Call.VERIFY, 2_900, WORKER);
        run.asks(one, Call.VERIFY, 3_000, OTHER_WORKER);
        run.asks(another, Call.VERIFY, 3_399, WORKER);

        assertNamed("organization " + Run.ORG + " has two owners: " + WORKER + " at " + Run.at(2_900) + ", then "
                + OTHER_WORKER + " at " + Run.at(3_000));
    }

    @Test
    void oneThatWakesUpLongAfterItsPartitionsWereGivenAwayIsFoundByASingleRequest() {
        run.asks(one, Call.VERIFY, 60_000, OTHER_WORKER);
        run.asks(another, Call.VERIFY, 60_100, WORKER);
        run.asks(one, Call.VERIFY, 60_200, OTHER_WORKER);

        assertNamed(OTHER_WORKER + " at " + Run.at(60_000) + ", then " + WORKER);
    }

    /** As it happened when a worker joined and left again at once: revoked, assigned, revoked, assigned, in 1.7 s. */
    @Test
    void anOwnerMayChangeAndChangeBackInItsTime() {
        run.asks(another, Call.VERIFY, 9_670, WORKER);
        run.asks(one, Call.VERIFY, 10_785, OTHER_WORKER);
        run.asks(one, Call.SEND, 10_966, OTHER_WORKER);
        run.asks(another, Call.VERIFY, 11_757, WORKER);

        assertThat(run.broken()).isEmpty();
    }

    @Test
    void twoThatTakeTurnsInAPartitionOfTheLedgerAreFound() {
        run.delivered(3);
        String entry = new String(run.take("ledger", 2).value(), UTF_8).replace("worker-0", "worker-1");
        run.put(run.record("ledger", 2, 2_100, entry.getBytes(UTF_8)));

        assertNamed("partition " + Run.HOME + " of the ledger has two owners: worker-0 at ");
    }

    @Test
    void whoeverDoesNotSayWhoAsksIsFound() {
        run.asks(one, new History.Request(Run.at(600), Call.VERIFY, "appfoundry", Run.ORG.value(), null, 200, false));

        assertNamed("a request that does not say who asks");
    }
}
