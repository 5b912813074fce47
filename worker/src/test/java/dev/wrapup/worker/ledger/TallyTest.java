package dev.wrapup.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.ConversationId;
import dev.wrapup.topic.Reason;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final ConversationId A = new ConversationId("00000000-0000-4000-8000-00000000000a");
    private static final ConversationId B = new ConversationId("00000000-0000-4000-8000-00000000000b");
    private static final ConversationId C = new ConversationId("00000000-0000-4000-8000-00000000000c");

    private final Tally tally = new Tally();

    @Test
    void whatDiedAndWasDeliveredReplayedOrDiscardedIsNoLongerDead() {
        tally.within(dead(A, 1));
        tally.within(dead(B, 2));
        tally.within(dead(C, 3));
        tally.within(decided(LedgerEntry.Final.REPLAYED, A, 4));
        tally.within(decided(LedgerEntry.Final.DISCARDED, B, 5));
        tally.within(delivered(A, 6));

        Period period = tally.period(0);

        assertThat(period.delivered()).isEqualTo(1);
        assertThat(period.dead()).isEqualTo(3);
        assertThat(period.replayed()).isEqualTo(1);
        assertThat(period.discarded()).isEqualTo(1);
        assertThat(period.stillDead()).isEqualTo(1);
        assertThat(period.entries()).isEqualTo(6);
        assertThat(period.first()).isEqualTo(at(1));
        assertThat(period.last()).isEqualTo(at(6));
        assertThat(period.undelivered())
                .containsExactly(
                        new Period.Undelivered(B.value(), LedgerEntry.Final.DISCARDED, "REJECTED", at(5)),
                        new Period.Undelivered(C.value(), LedgerEntry.Final.DEAD, "REJECTED", at(3)));
    }

    @Test
    void whatHappenedAfterThePeriodLiftsItsDeadAndAddsNone() {
        tally.within(dead(A, 1));
        tally.again(dead(A, 1));
        tally.again(delivered(A, 2));
        tally.again(dead(B, 3));

        Period period = tally.period(0);

        assertThat(period.dead()).isEqualTo(1);
        assertThat(period.delivered()).isZero();
        assertThat(period.stillDead()).isZero();
        assertThat(period.undelivered()).isEmpty();
    }

    /** An event comes twice; the second finds its conversation gone, and nothing undoes the wrap-up. */
    @Test
    void whatWasDeliveredAndDiedAfterwardsIsNotDead() {
        tally.within(delivered(A, 1));
        tally.within(dead(A, 2));
        tally.within(dead(B, 3));
        assertThat(tally.asksAgain()).isTrue();
        for (LedgerEntry entry : List.of(delivered(B, 0), delivered(A, 1), dead(A, 2), dead(B, 3))) {
            tally.again(entry); // B was delivered before the period began
        }

        Period period = tally.period(0);

        assertThat(period.dead()).isEqualTo(2);
        assertThat(period.stillDead()).isZero();
        assertThat(period.undelivered()).isEmpty();
        assertThat(tally.asksAgain()).isFalse();
    }

    /** The last word is the one that was written last, wherever it stands in the ledger. */
    @Test
    void theOrderOfTheEntriesIsOfNoAccount() {
        tally.within(decided(LedgerEntry.Final.DISCARDED, A, 3));
        tally.within(dead(A, 1));
        tally.again(decided(LedgerEntry.Final.REPLAYED, A, 4));
        tally.again(dead(A, 1));

        Period period = tally.period(0);

        assertThat(period.first()).isEqualTo(at(1));
        assertThat(period.last()).isEqualTo(at(3));
        assertThat(period.undelivered())
                .containsExactly(new Period.Undelivered(A.value(), LedgerEntry.Final.REPLAYED, "REJECTED", at(4)));
    }

    @Test
    void whatWasReplayedIsOpenUntilItEndsOnceMore() {
        for (ConversationId id : List.of(A, B, C)) {
            tally.within(dead(id, 1));
            tally.within(decided(LedgerEntry.Final.REPLAYED, id, 2));
        }
        assertThat(tally.period(0).open()).isEqualTo(3);
        assertThat(tally.period(0).stillDead()).isZero();

        tally.again(delivered(A, 3));
        tally.again(dead(B, 4));

        assertThat(tally.period(0).open()).isEqualTo(1);
        assertThat(tally.period(0).stillDead()).isEqualTo(1);
    }

    @Test
    void aConversationStandsByItsFirstDeliveryOrItsLastEntry() {
        assertThat(account(dead(A, 1), decided(LedgerEntry.Final.REPLAYED, A, 2))
                        .standing())
                .extracting(LedgerEntry::outcome)
                .containsExactly(LedgerEntry.Final.REPLAYED);
        assertThat(account(dead(A, 3), delivered(A, 2), delivered(A, 1)).standing())
                .extracting(LedgerEntry::settledAt)
                .containsExactly(at(1));
        assertThat(account().standing()).isEmpty();
    }

    private static Account account(LedgerEntry... entries) {
        return new Account(List.of(entries), 0, entries.length, null);
    }

    private static Instant at(int second) {
        return ManualClock.START.plusSeconds(second);
    }

    private static LedgerEntry dead(ConversationId id, int second) {
        return ended(new LedgerEntry.Ending(LedgerEntry.Final.DEAD, Reason.Dead.REJECTED, null, null), id, second);
    }

    private static LedgerEntry delivered(ConversationId id, int second) {
        return ended(
                new LedgerEntry.Ending(LedgerEntry.Final.DELIVERED, Reason.Delivered.ACCEPTED, null, null), id, second);
    }

    private static LedgerEntry ended(LedgerEntry.Ending ending, ConversationId id, int second) {
        return LedgerEntry.of(ending, Samples.closure(id, ManualClock.START), Samples.trail(), at(second), "worker");
    }

    private static LedgerEntry decided(LedgerEntry.Final outcome, ConversationId id, int second) {
        return LedgerEntry.of(
                new LedgerEntry.Decision(
                        outcome, "REJECTED", new LedgerEntry.Resolution("wrapup.dead-letter-3@17", "zoe", null)),
                Samples.closure(id, ManualClock.START),
                Samples.trail(),
                at(second),
                "cli");
    }
}
