package dev.wrapup.worker.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.time.StoppedException;
import dev.wrapup.topic.Delay;
import dev.wrapup.worker.Logged;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class AssignedPartitionTest {

    private final ManualClock clock = new ManualClock();
    private final Lease lease = new Lease(clock);
    private static final Delay MINUTE = new Delay(Duration.ofMinutes(1));

    private final Instant now = new ManualClock().now();

    @Test
    void aRecordIsNeverTakenBeforeItIsDue() {
        AssignedPartition partition = delayed();
        Instant due = now.plusSeconds(60);
        partition.fetched(List.of(record(0, now, due)), now);

        assertThat(take(partition, due.minusMillis(1))).isNull();
        assertThat(partition.nextDue(now)).contains(due);
        assertThat(partition.mustPause()).isTrue();
        assertThat(take(partition, due)).isNotNull();
        assertThat(partition.mustPause()).isFalse();
    }

    @Test
    void aForgedDueTimeHoldsNothingUpForLongerThanOneDelay() {
        AssignedPartition partition = delayed();
        partition.fetched(List.of(record(0, now, now.plus(Duration.ofDays(1_000)))), now);

        assertThat(partition.nextDue(now)).contains(now.plusSeconds(60));
    }

    @Test
    void norDoesAForgedTimestamp() {
        AssignedPartition partition = delayed();
        Instant farAway = now.plus(Duration.ofDays(1_000));
        partition.fetched(List.of(record(0, farAway, farAway)), now);

        assertThat(partition.nextDue(now))
                .isPresent()
                .get()
                .satisfies(due -> assertThat(due).isBeforeOrEqualTo(now.plus(Duration.ofMinutes(2))));
    }

    @Test
    void aRecordWithoutADueTimeWaitsOneDelayFromWhenItWasWritten() {
        AssignedPartition partition = delayed();
        partition.fetched(List.of(record(0, now.minusSeconds(20), null)), now);

        assertThat(partition.nextDue(now)).contains(now.plusSeconds(40));
    }

    @Test
    void aLargeRecordGivesBackAsManyPlacesAsItTook() {
        AssignedPartition partition = closures(null);
        ConsumerRecord<byte[], byte[]> large =
                new ConsumerRecord<>(partition.id().topic(), partition.id().partition(), 0, null, new byte[1 << 20]);
        partition.fetched(List.of(large), now);

        assertThat(take(partition, now)).isSameAs(large);
        assertThat(partition.placesTaken()).isEqualTo(65);
        partition.settled(large);
        assertThat(partition.placesTaken()).isZero();
    }

    @Test
    void closuresNeverWait() {
        AssignedPartition partition = closures(null);
        partition.fetched(List.of(record(0, now, now.plusSeconds(60))), now);

        assertThat(partition.nextDue(now)).isEqualTo(Optional.empty());
        assertThat(take(partition, now)).isNotNull();
    }

    @Test
    void aFullWindowPausesThePartitionUntilItsLowestRecordIsFinished() {
        AssignedPartition partition = closures(null);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int offset = 0; offset <= OffsetWindow.MAX_SPAN; offset++) {
            records.add(record(offset, now, null));
        }
        partition.fetched(records, now);
        for (int taken = 0; taken < OffsetWindow.MAX_SPAN; taken++) {
            assertThat(take(partition, now)).isNotNull();
        }
        assertThat(take(partition, now)).isNull();
        assertThat(partition.mustPause()).isTrue();

        partition.finish(0);

        assertThat(take(partition, now)).isNotNull();
    }

    @Test
    void whatTheLastOwnerFinishedBeyondItsCommitIsSkipped() {
        AssignedPartition before = closures(null);
        before.fetched(List.of(record(0, now, null), record(1, now, null), record(2, now, null)), now);
        take(before, now);
        take(before, now);
        before.finish(1);
        OffsetAndMetadata commit = before.uncommitted().orElseThrow().encode();

        AssignedPartition after = closures(commit);
        after.fetched(List.of(record(0, now, null), record(1, now, null), record(2, now, null)), now);

        assertThat(take(after, now).offset()).isZero();
        assertThat(take(after, now).offset()).isEqualTo(2);
    }

    @Test
    void whatWasCommittedIsNotCommittedAgain() {
        AssignedPartition partition = closures(null);
        partition.fetched(List.of(record(0, now, null)), now);
        take(partition, now);
        assertThat(partition.uncommitted()).isEmpty();

        partition.finish(0);
        Committed commit = partition.uncommitted().orElseThrow();
        partition.committed(commit);

        assertThat(partition.uncommitted()).isEmpty();
    }

    @Test
    void aFullWindowIsToldOnceAndOnceMoreWhenThereIsRoom() {
        AssignedPartition partition = closures(null);
        try (Logged logged = Logged.by(AssignedPartition.class)) {
            partition.fetched(List.of(record(7, now, null), record(7 + OffsetWindow.MAX_SPAN, now, null)), now);
            assertThat(take(partition, now).offset()).isEqualTo(7);
            assertThat(take(partition, now)).isNull();
            assertThat(take(partition, now)).isNull();

            partition.finish(7);
            assertThat(take(partition, now)).isNotNull();

            assertThat(logged.lines())
                    .containsExactly(
                            "WARN The window is full; the partition waits for its oldest record"
                                    + " partition=wrapup.closures-0 oldestUnfinished=7 next=20007",
                            "INFO There is room again partition=wrapup.closures-0 oldestUnfinished=8 next=20007");
        }
    }

    @Test
    void itIsHeldUpByItsOldestRecordWithoutAnOutcome() {
        AssignedPartition partition = closures(null);
        List<ConsumerRecord<byte[], byte[]>> records = List.of(record(3, now, null), record(4, now, null));
        partition.fetched(records, now);
        take(partition, now);
        take(partition, now);
        assertThat(records).filteredOn(partition::isHeldUpBy).containsExactly(records.getFirst());

        partition.finish(3);

        assertThat(records).filteredOn(partition::isHeldUpBy).containsExactly(records.getLast());
    }

    @Test
    void itsPassesGoOnOnlyWhileTheLeaseHolds() throws Exception {
        AssignedPartition partition = closures(null);
        CompletableFuture<String> pass = pass(partition);
        assertThat(pass).isNotDone();

        lease.renew(clock.nanoTime());
        assertThat(pass.get(10, TimeUnit.SECONDS)).isEqualTo("goes on");
    }

    @Test
    void aPassThatAwaitsTheLeaseIsCalledOffByTheStop() throws Exception {
        AssignedPartition partition = closures(null);
        CompletableFuture<String> pass = pass(partition);

        partition.stop();
        assertThat(pass.get(10, TimeUnit.SECONDS)).isEqualTo("called off");

        lease.renew(clock.nanoTime());
        assertThat(pass(partition).get(10, TimeUnit.SECONDS))
                .as("with a lease, but stopped")
                .isEqualTo("called off");
    }

    private static CompletableFuture<String> pass(AssignedPartition partition) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        partition.waiting().proceed();
                        return "goes on";
                    } catch (StoppedException e) {
                        return "called off";
                    }
                },
                Threads::runUntilItWaits);
    }

    private static ConsumerRecord<byte[], byte[]> take(AssignedPartition partition, Instant now) {
        ConsumerRecord<byte[], byte[]> next = partition.next(now);
        if (next != null) {
            partition.take(next);
        }
        return next;
    }

    private AssignedPartition.Tenure tenure() {
        return new AssignedPartition.Tenure(now, lease);
    }

    private AssignedPartition delayed() {
        return new AssignedPartition(new TopicPartition("wrapup.delay.1m", 0), MINUTE, null, tenure());
    }

    private AssignedPartition closures(OffsetAndMetadata commit) {
        return new AssignedPartition(new TopicPartition("wrapup.closures", 0), null, commit, tenure());
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, Instant written, Instant due) {
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
