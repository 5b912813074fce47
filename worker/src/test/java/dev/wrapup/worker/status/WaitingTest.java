package dev.wrapup.worker.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.status.Names.Owner;
import dev.wrapup.worker.status.Status.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private static final Instant T = ManualClock.START;
    private static final Owner ACME = new Owner("a", "acme");
    private static final Owner ZETA = new Owner("z", "zeta");
    private static final Owner NOBODY = new Owner(null, Status.NOT_CONFIGURED);

    @Test
    void aBacklogThatIsCountedToItsEndIsExact() {
        Waiting waiting = new Waiting(null);
        Waiting.Partition whole = waiting.partition(new Sample(5, 8, 3));
        whole.add(ZETA, record(5, T, null));
        whole.add(NOBODY, record(6, T, null));
        whole.add(ZETA, record(7, T.plusSeconds(1), null));
        whole.end();

        assertThat(waiting.backlogs())
                .containsExactly(
                        new Backlog("z", "zeta", 2, false, T, null, false),
                        new Backlog(null, Status.NOT_CONFIGURED, 1, false, T, null, false));
        assertThat(waiting.unseen()).isZero();
    }

    /** Acme's records are the first 90 of 100, zeta's the last ones. */
    @Test
    void whoStandsBehindALongBacklogOfAnotherIsSeenAndTheRestIsSharedOut() {
        Waiting waiting = new Waiting(null);
        Sample sample = new Sample(1_000, 1_100, 40);
        Waiting.Partition partition = waiting.partition(sample);
        for (long offset = 1_000; offset < 1_100; offset++) {
            if (offset < sample.paused() || offset >= sample.resumed()) {
                partition.add(offset < 1_090 ? ACME : ZETA, record(offset, T.plusSeconds(offset - 1_000), null));
            }
        }
        partition.end();

        assertThat(waiting.backlogs())
                .containsExactly(
                        new Backlog("a", "acme", 75, true, T, null, false),
                        new Backlog("z", "zeta", 25, true, T.plusSeconds(90), null, true));
        assertThat(waiting.unseen()).isEqualTo(60);
    }

    @Test
    void whatIsExactInOnePartitionAndEstimatedInAnotherIsEstimated() {
        Waiting waiting = new Waiting(null);
        Waiting.Partition whole = waiting.partition(new Sample(0, 1, 2));
        whole.add(ACME, record(0, T, null));
        whole.end();
        Waiting.Partition half = waiting.partition(new Sample(0, 4, 2));
        half.add(ACME, record(3, T.plusSeconds(1), null));
        half.end();

        assertThat(waiting.backlogs()).containsExactly(new Backlog("a", "acme", 3, true, T, null, true));
    }

    @Test
    void aSampleIsTheOldestAndTheNewestHalf() {
        assertThat(new Sample(10, 20, 5)).satisfies(sample -> {
            assertThat(sample.paused()).isEqualTo(13);
            assertThat(sample.resumed()).isEqualTo(18);
            assertThat(sample.leftOut()).isEqualTo(5);
            assertThat(sample.grown(3)).isEqualTo(6);
        });
        assertThat(new Sample(10, 20, 1)).satisfies(sample -> {
            assertThat(sample.paused()).isEqualTo(11);
            assertThat(sample.resumed()).isEqualTo(20);
        });
        assertThat(new Sample(10, 20, 10)).satisfies(sample -> {
            assertThat(sample.isWhole()).isTrue();
            assertThat(sample.paused()).isEqualTo(20);
            assertThat(sample.resumed()).isEqualTo(20);
            assertThat(sample.grown(3)).isEqualTo(3);
        });
    }

    @Test
    void theNextDueIsTheEarliestAndFollowsFromTheDelayWhereNoHeaderTells() {
        Waiting waiting = new Waiting(Duration.ofSeconds(10));
        Waiting.Partition partition = waiting.partition(new Sample(0, 2, 2));
        partition.add(ACME, record(0, T, T.plusSeconds(12)));
        partition.add(ACME, record(1, T.plusSeconds(1), null));
        partition.end();

        assertThat(waiting.backlogs()).containsExactly(new Backlog("a", "acme", 2, false, T, T.plusSeconds(11), false));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, Instant written, @Nullable Instant due) {
        RecordHeaders headers = new RecordHeaders();
        if (due != null) {
            headers.add("wrapup-due", Long.toString(due.toEpochMilli()).getBytes(UTF_8));
        }
        return new ConsumerRecord<>(
                "topic",
                0,
                offset,
                written.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                headers,
                Optional.empty());
    }
}
