package dev.wrapup.worker.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Config;
import dev.wrapup.config.Verification;
import dev.wrapup.topic.Reason;
import dev.wrapup.worker.Configs;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.kafka.PartitionReader;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final String LETTERS = "wrapup.dead-letter";
    private static final String LEDGER = "wrapup.ledger";
    private static final Instant NOW = Letters.NOW;

    private final Config config = Configs.with(List.of(Samples.organization(Samples.ACME)), Verification.ALWAYS);
    private final StandingPartitions kafka = new StandingPartitions();
    private final DeadLetters letters = new DeadLetters(new PartitionReader(kafka, () -> false), config);

    @Test
    void whatDiedBeforeThePeriodIsNotReadNorWhatWasDecidedThen() {
        died(0, days(-9), Reason.Dead.REJECTED);
        decided(0, days(-8), 0);
        died(1, days(-2), Reason.Dead.REJECTED);
        died(2, days(-1), Reason.Dead.REJECTED);
        decided(1, days(0), 2);

        assertThat(open(since(days(-3)))).containsExactly(1L);
        assertThat(kafka.brought(LETTERS)).containsOnly(1L, 2L);
        assertThat(kafka.brought(LEDGER)).containsExactly(1L);
    }

    @Test
    void theLedgerIsReadFromWhenTheFirstDiedThatIsMeant() {
        died(0, days(-9), Reason.Dead.EXPIRED);
        decided(0, days(-8), 0);
        died(1, days(-2), Reason.Dead.REJECTED);
        decided(1, days(-1), 1);

        assertThat(all(reason("REJECTED"))).extracting(DeadLetter::place).containsExactly(new Place(0, 1));
        assertThat(kafka.brought(LEDGER)).containsExactly(1L);
    }

    @Test
    void whereNoneIsMeantTheLedgerIsNotRead() {
        died(0, days(-2), Reason.Dead.REJECTED);
        decided(0, days(-1), 0);

        assertThat(all(reason("EXPIRED"))).isEmpty();
        assertThat(all(since(days(-1)))).isEmpty();
        assertThat(letters.at(new Place(0, 1))).isEmpty();
        assertThat(kafka.brought(LEDGER)).isEmpty();
    }

    @Test
    void aDecisionCountsThoughTheLettersTimeIsAheadOfIt() {
        died(0, NOW, Reason.Dead.REJECTED);
        decided(0, NOW.minus(Duration.ofMinutes(119)), 0);

        assertThat(open(since(NOW))).isEmpty();
        assertThat(all(since(NOW)))
                .extracting(DeadLetter::resolution)
                .containsExactly(
                        new Resolved(LedgerEntry.Final.DISCARDED, NOW.minus(Duration.ofMinutes(119)), "zoe", "why"));
    }

    @Test
    void thatAtAPlaceIsTheOnlyOneThatIsRead() {
        died(0, days(-3), Reason.Dead.REJECTED);
        died(1, days(-2), Reason.Dead.REJECTED);
        died(2, days(-1), Reason.Dead.REJECTED);

        assertThat(letters.at(new Place(0, 1)).map(DeadLetter::place)).contains(new Place(0, 1));
        assertThat(letters.at(new Place(1, 1))).isEmpty();
        assertThat(kafka.brought(LETTERS)).containsOnly(1L);
    }

    @Test
    void onlyThoseThatNothingWasDecidedOfAreOpen() {
        for (int offset = 0; offset < 4; offset++) {
            died(offset, days(-3), Reason.Dead.REJECTED);
        }
        decided(0, days(-2), 1);
        decided(1, days(-1), 3);

        assertThat(open(Selection.ALL)).containsExactly(0L, 2L);
        assertThat(all(Selection.ALL))
                .extracting(letter -> letter.resolution() != null)
                .containsExactly(false, true, false, true);
    }

    /** Anybody may write to the ledger. */
    @Test
    void whatIsDecidedOfAPlaceWhereNoneStandsTakesNoMemory() {
        died(7, days(-3), Reason.Dead.REJECTED);
        decided(0, days(-2), 0);
        decided(1, days(-2), 8);
        decided(2, days(-2), 999_999_999_999_999_999L);

        assertThat(open(Selection.ALL)).containsExactly(7L);
        assertThat(all(Selection.ALL)).extracting(DeadLetter::resolution).containsOnlyNulls();
    }

    private List<Long> open(Selection selection) {
        List<Long> offsets = new ArrayList<>();
        letters.open(selection, letter -> offsets.add(letter.place().offset()));
        return offsets;
    }

    private List<DeadLetter> all(Selection selection) {
        List<DeadLetter> found = new ArrayList<>();
        letters.all(selection, found::add);
        return found;
    }

    private void died(long offset, Instant at, Reason.Dead reason) {
        kafka.hold(
                Letters.of(new Place(0, offset), at, Samples.closure(), reason).record());
    }

    private void decided(long offset, Instant at, long letter) {
        LedgerEntry.Resolution resolution = new LedgerEntry.Resolution(LETTERS + "-0@" + letter, "zoe", "why");
        byte[] entry = LedgerEntry.of(
                        new LedgerEntry.Decision(LedgerEntry.Final.DISCARDED, "REJECTED", resolution),
                        Samples.closure(),
                        Samples.trail(),
                        at,
                        "wrapup-dead-letters")
                .toJson();
        kafka.hold(new ConsumerRecord<>(
                LEDGER,
                0,
                offset,
                at.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                entry.length,
                null,
                entry,
                new RecordHeaders(),
                Optional.empty()));
    }

    private static Instant days(int fromNow) {
        return NOW.plus(Duration.ofDays(fromNow));
    }

    private static Selection since(Instant time) {
        return new Selection(Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.of(time), Optional.empty());
    }

    private static Selection reason(String reason) {
        return new Selection(Set.of(), Set.of(), Set.of(reason), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
