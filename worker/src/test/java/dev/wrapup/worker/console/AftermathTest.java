package dev.wrapup.worker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.ledger.LedgerEntry.Final;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AftermathTest {

    private static final Instant BEGUN = ManualClock.START;
    private static final List<String> REPLAYED = List.of("first", "second");

    private final Aftermath aftermath = new Aftermath(entry -> REPLAYED.indexOf(entry.conversationId()), BEGUN);

    @Test
    void aConversationCountsOnceHoweverOftenItIsTold() {
        aftermath.saw(entry("first", Final.DELIVERED, 1));
        aftermath.saw(entry("first", Final.DELIVERED, 1));
        aftermath.saw(entry("second", Final.DEAD, 1));

        assertThat(aftermath.delivered()).isEqualTo(1);
        assertThat(aftermath.deadAgain()).isEqualTo(1);
    }

    @Test
    void whatWasDeadAgainAndIsDeliveredAfterAllIsNoLongerDead() {
        aftermath.saw(entry("first", Final.DEAD, 1));
        aftermath.saw(entry("first", Final.DELIVERED, 2));

        assertThat(aftermath.delivered()).isEqualTo(1);
        assertThat(aftermath.deadAgain()).isZero();
    }

    @Test
    void nobodyElsesReplaysCountNorWhatWasBefore() {
        aftermath.saw(entry("another's", Final.DELIVERED, 1));
        aftermath.saw(entry("first", Final.DELIVERED, 0));
        aftermath.saw(entry("first", Final.DEAD, 1, BEGUN.minusSeconds(1)));

        assertThat(aftermath.delivered()).isZero();
        assertThat(aftermath.deadAgain()).isZero();
    }

    private static LedgerEntry entry(String conversation, Final outcome, int replays) {
        return entry(conversation, outcome, replays, BEGUN.plusSeconds(1));
    }

    private static LedgerEntry entry(String conversation, Final outcome, int replays, Instant settledAt) {
        return new LedgerEntry(
                Samples.ACME.value(),
                conversation,
                outcome,
                "ANY",
                null,
                null,
                null,
                BEGUN,
                null,
                null,
                settledAt,
                1,
                1,
                1,
                replays,
                null,
                null,
                "wrapup.closures-3@42",
                "worker",
                null);
    }
}
