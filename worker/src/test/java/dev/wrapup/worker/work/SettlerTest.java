package dev.wrapup.worker.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wrapup.config.RetrySettings;
import dev.wrapup.event.EventDecoder;
import dev.wrapup.topic.Delay;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Topics;
import dev.wrapup.worker.Logged;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.deliver.Outcome;
import dev.wrapup.worker.kafka.RecordSizes;
import dev.wrapup.worker.retry.Ladder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What becomes of outcomes when a transaction ends in each of its ways. */
class SettlerTest {

    private static final TopicPartition CLOSURES = new TopicPartition("wrapup.closures", 0);
    private static final List<Delay> DELAYS = List.of(new Delay(Duration.ofSeconds(10)));

    private static final RecordSizes SIZES = new RecordSizes(100_000, 200_000, 300_000);

    private final ManualClock clock = new ManualClock();
    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final List<String> transactionalIds = new ArrayList<>();
    private Consumer<MockProducer<byte[], byte[]>> nextProducer = producer -> {};
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Dispatcher dispatcher = new Dispatcher(
            new Intake(new EventDecoder(Set.of("closed")), new Partitioning(1), null, SIZES, Passes.PLAIN),
            new Lanes(List.of(), 2_000, Duration.ofSeconds(10), clock));
    private final Lease lease = new Lease(clock);
    private final AssignedPartition partition =
            new AssignedPartition(CLOSURES, null, null, new AssignedPartition.Tenure(clock.now(), lease));
    private final List<AssignedPartition> owned = List.of(partition);
    private final Heard listener = new Heard();
    private final Transactions transactions = new Transactions(this::producer, "worker-1", lease, clock);
    private final Settler settler = withInterval(Duration.ofMillis(100));
    private Duration offsetsTake = Duration.ZERO;
    private long nextOffset;

    SettlerTest() {
        consumer.assign(List.of(CLOSURES));
    }

    @Test
    void whoListensHearsOfEachOutcomeOnceItIsDurableAndOfEachTransaction() {
        finish("not JSON", "nor this");
        offsetsTake = Duration.ofMillis(70);
        nextProducer = producer -> {};
        assertThat(listener.outcomes).isEmpty();

        settler.settle(owned);

        assertThat(listener.outcomes).hasSize(2).allSatisfy(settled -> {
            assertThat(settled.outcome()).isInstanceOf(Outcome.Dead.class);
            assertThat(settled.organization()).isEmpty();
            assertThat(settled.closure()).isNull();
        });
        assertThat(listener.transactions).containsExactly("2 in 70 ms");
        assertThat(settler.view()).isEqualTo(new SettleView(Duration.ofMillis(70), null));
    }

    @Test
    void aFailureIsHeardAndSeenUntilItIsOver() {
        finish("not JSON");
        producers.getFirst().commitTransactionException = new KafkaException("not now");

        settler.settle(owned);
        Instant failed = clock.now();
        clock.advance(Duration.ofSeconds(3));

        assertThat(listener.transactions).containsExactly("failed");
        assertThat(listener.outcomes).isEmpty();
        assertThat(settler.view().failingSince()).isEqualTo(failed);
        assertThat(settler.view().hasFailedFor(Duration.ofSeconds(10), failed.plusSeconds(10)))
                .isFalse();
        assertThat(settler.view()
                        .hasFailedFor(
                                Duration.ofSeconds(10), failed.plusSeconds(10).plusMillis(1)))
                .isTrue();

        settler.settle(owned);
        assertThat(listener.outcomes).hasSize(1);
        assertThat(settler.view().failingSince()).isNull();
        assertThat(settler.view().hasFailedFor(Duration.ZERO, clock.now())).isFalse();
    }

    private static final class Heard implements WorkListener {

        private final List<Settled> outcomes = new ArrayList<>();
        private final List<String> transactions = new ArrayList<>();

        @Override
        public void settled(Settled settled) {
            outcomes.add(settled);
        }

        @Override
        public void committed(Duration took, int durable) {
            transactions.add(durable + " in " + took.toMillis() + " ms");
        }

        @Override
        public void failed() {
            transactions.add("failed");
        }

        @Override
        public void opened(org.apache.kafka.clients.consumer.Consumer<?, ?> opened) {}

        @Override
        public void opened(Producer<?, ?> opened) {}
    }

    @Test
    void whatFinishedIsWrittenTogetherWithItsOffset() {
        finish("not JSON", "nor this");

        assertThat(settler.settle(owned)).isTrue();

        assertThat(topicsOf(producers.getFirst()))
                .containsExactly("wrapup.dead-letter", "wrapup.ledger", "wrapup.dead-letter", "wrapup.ledger");
        assertThat(committedBy(producers.getFirst()).offset()).isEqualTo(2);
        assertThat(partition.placesTaken()).isZero();
    }

    @Test
    void withNothingFinishedThereIsNoTransaction() {
        assertThat(settler.settle(owned)).isTrue();

        assertThat(producers.getFirst().commitCount()).isZero();
    }

    @Test
    void anAbortedTransactionIsSettledAgainAndNothingOfItIsDoubled() {
        finish("not JSON");
        producers.getFirst().commitTransactionException = new KafkaException("no");

        assertThat(settler.settle(owned)).isFalse();
        assertThat(partition.placesTaken()).isEqualTo(1);
        assertThat(producers.getFirst().history()).isEmpty();

        assertThat(settler.settle(owned)).isTrue();
        assertThat(topicsOf(producers.getLast())).containsExactly("wrapup.dead-letter", "wrapup.ledger");
        assertThat(partition.placesTaken()).isZero();
    }

    @Test
    void aCommitThatTheCoordinatorTookRenewsTheLeaseFromTheMomentItWasAskedFor() {
        finish("not JSON");
        offsetsTake = Duration.ofSeconds(3);

        settler.settle(owned);
        assertThat(lease.holds()).isTrue();

        clock.advance(Lease.LENGTH.minus(offsetsTake));
        assertThat(lease.holds()).isFalse();
    }

    @Test
    void theLeaseIsRenewedWhileRecordsAreInFlightThoughNoneHasFinished() {
        assertThat(settler.untilDue(owned)).as("nothing in flight").isPositive();
        take("in flight");
        assertThat(settler.untilDue(owned)).as("in flight, without a lease").isLessThanOrEqualTo(Duration.ZERO);

        settler.settleIfDue(owned);
        assertThat(lease.holds()).isTrue();
        assertThat(committedBy(producers.getFirst()).offset())
                .as("nothing moved")
                .isZero();

        clock.advance(Lease.RENEWAL);
        settler.settleIfDue(owned);
        assertThat(producers.getFirst().commitCount()).isEqualTo(2);
    }

    @Test
    void aLongSettleIntervalDoesNotStarveTheLease() {
        finish("not JSON");
        settler.settle(owned);
        take("in flight");

        assertThat(withInterval(Duration.ofMinutes(1)).untilDue(owned)).isEqualTo(Lease.RENEWAL);
    }

    @Test
    void aCoordinatorThatKnowsAnotherOwnerEndsTheLease() {
        finish("not JSON");
        settler.settle(owned);
        finish("nor this");
        producers.getFirst().sendOffsetsToTransactionException = new CommitFailedException("not a member");

        assertThat(settler.settle(owned)).isFalse();

        assertThat(lease.holds()).isFalse();
    }

    @Test
    void aCommitThatFailsForAnyOtherReasonLeavesTheLeaseAsItIs() {
        finish("not JSON");
        settler.settle(owned);
        finish("nor this");
        producers.getFirst().sendOffsetsToTransactionException = new TimeoutException("no answer");

        assertThat(settler.settle(owned)).isFalse();

        assertThat(lease.holds()).isTrue();
    }

    @Test
    void aProducerThatFailedOnceIsNotUsedAgainForItMayRememberOffsetsThatAreAnothers() {
        finish("not JSON");
        producers.getFirst().sendOffsetsToTransactionException = new TimeoutException("no answer");

        assertThat(settler.settle(owned)).isFalse();
        assertThat(settler.settle(owned)).isTrue();

        assertThat(producers).hasSize(2);
        assertThat(producers.getFirst().closed()).isTrue();
        assertThat(producers.getFirst().commitCount()).isZero();
    }

    @Test
    void aRefusalWhileTheProducerIsReplacedEndsTheWorker() {
        finish("not JSON");
        producers.getFirst().commitTransactionException = new KafkaException("no");
        assertThat(settler.settle(owned)).isFalse();
        KafkaException refusal = new TransactionalIdAuthorizationException("taken away");
        nextProducer = producer -> producer.initTransactionException = refusal;

        assertThatThrownBy(() -> settler.settle(owned)).isEqualTo(refusal);

        assertThat(settler.settle(owned)).isFalse();
    }

    @Test
    void aRecordThatFailsAtOnceEndsTheSettleThere() {
        finish("not JSON", "nor this");
        producers.getFirst().sendException = new TimeoutException("no metadata");

        assertThat(settler.settle(owned)).isFalse();

        assertThat(producers.getFirst().history()).isEmpty();
        assertThat(producers.getFirst().transactionAborted()).isTrue();
    }

    @Test
    void aProducerThatCannotBeReplacedYetIsReplacedLater() {
        finish("not JSON");
        producers.getFirst().commitTransactionException = new KafkaException("no");
        assertThat(settler.settle(owned)).isFalse();
        nextProducer = producer -> producer.initTransactionException = new TimeoutException("no coordinator");

        assertThat(settler.settle(owned)).isFalse();
        assertThat(settler.settle(owned)).isTrue();

        assertThat(topicsOf(producers.getLast())).containsExactly("wrapup.dead-letter", "wrapup.ledger");
        assertThat(partition.placesTaken()).isZero();
    }

    @Test
    void afterAFailureTheNextSettleWaitsLonger() {
        finish("not JSON");
        producers.getFirst().commitTransactionException = new KafkaException("no");

        settler.settle(owned);
        Duration afterOne = settler.untilDue(owned);
        nextProducer = producer -> producer.commitTransactionException = new KafkaException("no");
        settler.settle(owned);

        assertThat(afterOne).isEqualTo(Duration.ofMillis(200));
        assertThat(settler.untilDue(owned)).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void anUnknownFateThatTurnsOutCommittedIsNotSettledAgain() {
        finish("not JSON");
        leaveInTheDark(producers.getFirst());
        assertThat(settler.settle(owned)).isFalse();
        consumer.commitSync(Map.of(CLOSURES, new OffsetAndMetadata(1)));

        assertThat(settler.settle(owned)).isTrue();

        assertThat(producers.getLast().history()).isEmpty();
        assertThat(partition.placesTaken()).isZero();
    }

    @Test
    void anUnknownFateThatTurnsOutAbortedIsSettledByANewProducer() {
        finish("not JSON");
        leaveInTheDark(producers.getFirst());
        assertThat(settler.settle(owned)).isFalse();

        assertThat(settler.settle(owned)).isTrue();

        assertThat(producers).hasSize(2);
        assertThat(producers.getFirst().closed()).isTrue();
        assertThat(topicsOf(producers.getLast())).containsExactly("wrapup.dead-letter", "wrapup.ledger");
    }

    @Test
    void aWorkerThatIsFencedAgainAndAgainHasANamesakeAndGoesOnUnderAnotherName() {
        try (Logged logged = Logged.by(Transactions.class)) {
            for (int time = 1; time <= 3; time++) {
                finish("not JSON");
                producers.getLast().fenceProducer();
                assertThat(settler.settle(owned)).isFalse();
                clock.advance(Duration.ofSeconds(2));
                assertThat(settler.settle(owned)).isTrue();
            }

            assertThat(transactionalIds).hasSize(5).startsWith("worker-1", "worker-1", "worker-1", "worker-1");
            assertThat(transactionalIds.getLast()).matches("worker-1-\\p{XDigit}{8}");
            assertThat(producers.get(3).transactionInitialized())
                    .as("the old name first, which decides what was begun")
                    .isTrue();
            assertThat(logged.lines().getLast()).startsWith("ERROR Another worker has this one's name, worker-1,");
        }
    }

    @Test
    void oneThatIsFencedNowAndThenKeepsItsName() {
        for (int time = 1; time <= 5; time++) {
            finish("not JSON");
            producers.getLast().fenceProducer();
            assertThat(settler.settle(owned)).isFalse();
            clock.advance(Duration.ofSeconds(31));
            assertThat(settler.settle(owned)).isTrue();
        }

        assertThat(transactionalIds).containsOnly("worker-1");
    }

    @Test
    void aRefusalIsNotTriedAgain() {
        finish("not JSON");
        TopicAuthorizationException refusal = new TopicAuthorizationException(Set.of("wrapup.ledger"));
        producers.getFirst().commitTransactionException = new KafkaException("in an error state", refusal);

        assertThatThrownBy(() -> settler.settle(owned)).hasRootCause(refusal);
        assertThat(settler.settle(owned)).as("on the way to the end").isFalse();
        assertThat(producers).as("and no other producer").hasSize(1);

        assertThat(partition.placesTaken()).isEqualTo(1);
        assertThat(producers.getFirst().history()).isEmpty();
        assertThat(producers.getFirst().transactionAborted()).isTrue();
    }

    @Test
    void whateverElseIsThrownEndsTheWorkerWithoutASecondTry() {
        finish("not JSON");
        IllegalStateException bug = new IllegalStateException("a bug");
        producers.getFirst().commitTransactionException = bug;

        assertThatThrownBy(() -> settler.settle(owned)).isSameAs(bug);
        assertThat(settler.settle(owned)).as("on the way to the end").isFalse();
    }

    @Test
    void outcomesOfAPartitionThatIsSomebodyElsesAreNotSettled() {
        finish("not JSON");
        partition.release();

        assertThat(settler.settle(List.of())).isTrue();

        assertThat(producers.getFirst().commitCount()).isZero();
    }

    private Settler withInterval(Duration interval) {
        return new Settler(
                new Settler.Parts(
                        consumer,
                        transactions,
                        dispatcher,
                        new Router(
                                new Topics("wrapup", DELAYS),
                                new Partitioning(1),
                                new Ladder(new RetrySettings(DELAYS, Duration.ofHours(24))),
                                SIZES,
                                "worker-1"),
                        new OutcomeLog(),
                        listener),
                lease,
                clock,
                interval);
    }

    /** Takes records through their trip, one after the other: none is a closure, so each ends as a dead letter. */
    private void finish(String... values) {
        for (String value : values) {
            dispatcher.take(partition, take(value));
            assertThat(partition.awaitIdle(Duration.ofSeconds(10))).isTrue();
        }
    }

    private ConsumerRecord<byte[], byte[]> take(String value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(CLOSURES.topic(), CLOSURES.partition(), nextOffset++, null, value.getBytes(UTF_8));
        partition.fetched(List.of(record), clock.now());
        partition.take(record);
        return record;
    }

    /** As when the broker is lost between the commit and its answer. */
    private static void leaveInTheDark(MockProducer<byte[], byte[]> producer) {
        producer.commitTransactionException = new TimeoutException("no answer");
        producer.abortTransactionException = new KafkaException("the commit must be tried again first");
    }

    private Producer<byte[], byte[]> producer(String transactionalId) {
        transactionalIds.add(transactionalId);
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized void sendOffsetsToTransaction(
                            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
                        clock.advance(offsetsTake);
                        super.sendOffsetsToTransaction(offsets, group);
                    }
                };
        nextProducer.accept(producer);
        nextProducer = another -> {};
        producers.add(producer);
        return producer;
    }

    private static List<String> topicsOf(MockProducer<byte[], byte[]> producer) {
        return producer.history().stream().map(ProducerRecord::topic).toList();
    }

    private static OffsetAndMetadata committedBy(MockProducer<byte[], byte[]> producer) {
        return producer.consumerGroupOffsetsHistory()
                .getLast()
                .values()
                .iterator()
                .next()
                .get(CLOSURES);
    }
}
