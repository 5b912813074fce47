package dev.wrapup.worker.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.time.StopSignal;
import dev.wrapup.topic.Delay;
import dev.wrapup.topic.Topics;
import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens at the moment at which partitions come. How they go is tried on a real broker. */
@Timeout(20)
class OwnershipTest {

    private static final TopicPartition CLOSURES = new TopicPartition("wrapup.closures", 0);

    private final Deque<KafkaException> troubles = new ArrayDeque<>();
    private final List<Set<Integer>> owned = new ArrayList<>();
    private final StopSignal stopping = new StopSignal();
    private int heartbeats;
    private final ManualClock clock = new ManualClock();
    private final Lease lease = new Lease(clock);
    private final Troubled consumer = new Troubled();
    private final Ownership ownership = new Ownership(
            new Topics("wrapup", List.of(new Delay(Duration.ofSeconds(10)))),
            clock,
            Duration.ZERO,
            new Ownership.Surroundings(
                    consumer,
                    dispatcher(clock),
                    settler(consumer, lease, clock),
                    lease,
                    owned::add,
                    new Loop.Life(stopping, () -> heartbeats++)));

    /** With nothing to settle. */
    private static Settler settler(MockConsumer<byte[], byte[]> consumer, Lease lease, ManualClock clock) {
        return new Settler(
                new Settler.Parts(consumer, null, dispatcher(clock), null, null, WorkListener.UNHEARD),
                lease,
                clock,
                Duration.ofDays(1));
    }

    private static Dispatcher dispatcher(ManualClock clock) {
        return new Dispatcher(null, new Lanes(List.of(), 1, Duration.ofSeconds(10), clock));
    }

    @Test
    void aPartitionIsTakenUpWhereItsLastOwnerLeftIt() {
        ownership.onPartitionsAssigned(List.of(CLOSURES));

        assertThat(ownership.get(CLOSURES)).isNotNull();
        assertThat(owned).containsExactly(Set.of(0));
    }

    @Test
    void whileTheCommitsCannotBeReadTheLoopWaitsAndIsWell() {
        troubles.add(new UnstableOffsetCommitException("a transaction is open"));
        troubles.add(new TimeoutException("a broker is away"));

        ownership.onPartitionsAssigned(List.of(CLOSURES));

        assertThat(ownership.get(CLOSURES)).isNotNull();
        assertThat(heartbeats).isEqualTo(3);
    }

    static List<KafkaException> thrownOut() {
        return List.of(
                new UnknownMemberIdException("no"),
                new StaleMemberEpochException("no"),
                new FencedMemberEpochException("no"));
    }

    @ParameterizedTest
    @MethodSource("thrownOut")
    void whoeverIsThrownOutMeanwhileTakesNothingUpAndLives(KafkaException thrownOut) {
        troubles.add(new UnstableOffsetCommitException("a transaction is open"));
        troubles.add(thrownOut);

        ownership.onPartitionsAssigned(List.of(CLOSURES));
        ownership.onPartitionsLost(List.of(CLOSURES));

        assertThat(ownership.partitions()).isEmpty();
    }

    @Test
    void whatIsLostIsNoLongerCertainToBeOurs() {
        ownership.onPartitionsAssigned(List.of(CLOSURES));
        lease.renew(clock.nanoTime());

        ownership.onPartitionsLost(List.of(CLOSURES));

        assertThat(lease.holds()).isFalse();
    }

    @Test
    void itIsInTheGroupOnceItHasTakenUpWhatItWasGivenAndUntilItLosesThat() {
        assertThat(ownership.isInGroup()).isFalse();

        ownership.onPartitionsAssigned(List.of(CLOSURES));
        assertThat(ownership.isInGroup()).isTrue();
        ownership.onPartitionsRevoked(List.of());
        assertThat(ownership.isInGroup()).as("others come and go").isTrue();

        ownership.onPartitionsLost(List.of(CLOSURES));
        assertThat(ownership.isInGroup()).isFalse();
        troubles.add(new UnknownMemberIdException("no"));
        ownership.onPartitionsAssigned(List.of(CLOSURES));
        assertThat(ownership.isInGroup()).as("thrown out meanwhile").isFalse();
    }

    @Test
    void whoIsGivenNothingIsInTheGroupAllTheSame() {
        ownership.onPartitionsAssigned(List.of());

        assertThat(ownership.isInGroup()).isTrue();
    }

    @Test
    void aStopEndsTheWait() {
        stopping.stop();

        ownership.onPartitionsAssigned(List.of(CLOSURES));

        assertThat(ownership.partitions()).isEmpty();
    }

    /** A consumer whose coordinator has its troubles, one after the other. */
    private final class Troubled extends MockConsumer<byte[], byte[]> {

        Troubled() {
            super("earliest");
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                Set<TopicPartition> partitions, Duration timeout) {
            KafkaException trouble = troubles.poll();
            if (trouble != null) {
                throw trouble;
            }
            return new HashMap<>();
        }
    }
}
