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
    void whatIsCountedToTheEndIsExactAndTheRestIsEstimatedFromTheOldestPart() {
        Waiting waiting = new Waiting(null);
        Waiting.Partition whole = waiting.partition();
        whole.add(ZETA, record(T, null));
        whole.add(NOBODY, record(T, null));
        whole.end(1);
        Waiting.Partition half = waiting.partition();
        half.add(ACME, record(T.plusSeconds(1), null));
        half.add(ACME, record(T.plusSeconds(2), null));
        half.add(ACME, record(T.plusSeconds(3), null));
        half.end(0.25);

        assertThat(waiting.backlogs())
                .containsExactly(
                        new Backlog("a", "acme", 12, true, T.plusSeconds(1), null),
                        new Backlog("z", "zeta", 1, false, T, null),
                        new Backlog(null, Status.NOT_CONFIGURED, 1, false, T, null));
    }

    @Test
    void theNextDueIsTheEarliestAndFollowsFromTheDelayWhereNoHeaderTells() {
        Waiting waiting = new Waiting(Duration.ofSeconds(10));
        Waiting.Partition partition = waiting.partition();
        partition.add(ACME, record(T, T.plusSeconds(12)));
        partition.add(ACME, record(T.plusSeconds(1), null));
        partition.end(1);

        assertThat(waiting.backlogs()).containsExactly(new Backlog("a", "acme", 2, false, T, T.plusSeconds(11)));
    }

    private static ConsumerRecord<byte[], byte[]> record(Instant written, @Nullable Instant due) {
        RecordHeaders headers = new RecordHeaders();
        if (due != null) {
            headers.add("wrapup-due", Long.toString(due.toEpochMilli()).getBytes(UTF_8));
        }
        return new ConsumerRecord<>(
                "topic",
                0,
                7,
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
