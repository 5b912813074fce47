package dev.wrapup.worker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SampleTest {

    private static final Instant NOW = ManualClock.START;
    private static final LedgerEntry.Ending DELIVERED =
            new LedgerEntry.Ending(LedgerEntry.Final.DELIVERED, Reason.Delivered.ACCEPTED, null, NOW);
    private static final LedgerEntry.Ending DEAD =
            new LedgerEntry.Ending(LedgerEntry.Final.DEAD, Reason.Dead.REJECTED, "no", null);

    private final Sample sample = new Sample();

    @Test
    void ofEachOrganizationAndMinuteTheMoreDeliveriesComeTheFewerOfThemAreRead() {
        assertThat(read(100, "acme", DELIVERED, 0, NOW)).isEqualTo(60 + 20);
        assertThat(read(100, "globex", DELIVERED, 0, NOW)).isEqualTo(60 + 20);
        assertThat(read(100_000, "acme", DELIVERED, 0, NOW.plus(Duration.ofMinutes(1))))
                .isLessThan(700);
    }

    @Test
    void thoseThatAreReadCountAsAllThatCameWheneverInTheMinuteTheyCame() {
        int first = countedAs(600, "acme", DELIVERED, 0, NOW);
        int second = countedAs(600, "acme", DELIVERED, 0, NOW);

        assertThat(first).isBetween(590, 610);
        assertThat(second).isBetween(590, 610);
    }

    @Test
    void whatIsNoPlainDeliveryIsAlwaysRead() {
        read(100, "acme", DELIVERED, 0, NOW);

        assertThat(read(100, "acme", DEAD, 0, NOW)).as("dead").isEqualTo(100);
        assertThat(read(100, "acme", DELIVERED, 1, NOW)).as("replayed").isEqualTo(100);
    }

    private int read(int entries, String organization, LedgerEntry.Ending ending, int replays, Instant at) {
        return (int) come(entries, organization, ending, replays, at)
                .filter(each -> each > 0)
                .count();
    }

    private int countedAs(int entries, String organization, LedgerEntry.Ending ending, int replays, Instant at) {
        return come(entries, organization, ending, replays, at).sum();
    }

    /** As how many each of them counts. */
    private IntStream come(int entries, String organization, LedgerEntry.Ending ending, int replays, Instant at) {
        Trail trail = new Trail("wrapup.closures-3@42", NOW, new Effort(1, 1, 2, replays), true, null, null);
        byte[] value =
                LedgerEntry.of(ending, Samples.closure(), trail, at, "a-worker").toJson();
        int[] countsAs = new int[entries];
        for (int n = 0; n < entries; n++) {
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                    "wrapup.ledger",
                    3,
                    n,
                    at.toEpochMilli(),
                    TimestampType.CREATE_TIME,
                    0,
                    value.length,
                    null,
                    value,
                    new RecordHeaders(),
                    Optional.empty());
            countsAs[n] = sample.countsAs(record, organization);
        }
        return IntStream.of(countsAs);
    }
}
