package dev.wrapup.worker.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.RetrySettings;
import dev.wrapup.event.EventDecoder;
import dev.wrapup.topic.Delay;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Topics;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.kafka.RecordSizes;
import dev.wrapup.worker.retry.Ladder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What becomes of outcomes when a transaction ends in each of its ways. */
class SettlerTest {

    private static final TopicPartition CLOSURES = new TopicPartition("wrapup.closures", 0);
    private static final List<Delay> DELAYS = List.of(new Delay(Duration.ofSeconds(10)));

    private static final RecordSizes SIZES = new RecordSizes(100_000, 200_000, 300_000);

    private final ManualClock clock = new ManualClock();
    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Dispatcher dispatcher =
            new Dispatcher(new Intake(new EventDecoder(Set.of("closed")), new Partitioning(1), null, SIZES));
    private final AssignedPartition partition = new AssignedPartition(CLOSURES, null, null, clock.now());
    private final List<AssignedPartition> owned = List.of(partition);
    private final Settler settler = new Settler(
            new Settler.Parts(
                    consumer,
                    new Transactions(this::producer),
                    dispatcher,
                    new Router(
                            new Topics("wrapup", DELAYS),
                            new Partitioning(1),
                            new Ladder(new RetrySettings(DELAYS, Duration.ofHours(24))),
                            SIZES,
                            "worker-1"),
                    new OutcomeLog()),
            clock,
            Duration.ofMillis(100));

    SettlerTest() {
        consumer.assign(List.of(CLOSURES));
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

        producers.getFirst().commitTransactionException = null;
        assertThat(settler.settle(owned)).isTrue();
        assertThat(topicsOf(producers.getFirst())).containsExactly("wrapup.dead-letter", "wrapup.ledger");
        assertThat(partition.placesTaken()).isZero();
    }

    @Test
    void afterAFailureTheNextSettleWaitsLonger() {
        finish("not JSON");
        producers.getFirst().commitTransactionException = new KafkaException("no");

        settler.settle(owned);
        Duration afterOne = settler.untilDue();
        settler.settle(owned);

        assertThat(afterOne).isEqualTo(Duration.ofMillis(200));
        assertThat(settler.untilDue()).isEqualTo(Duration.ofMillis(400));
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
    void outcomesOfAPartitionThatIsSomebodyElsesAreNotSettled() {
        finish("not JSON");
        partition.release();

        assertThat(settler.settle(List.of())).isTrue();

        assertThat(producers.getFirst().commitCount()).isZero();
    }

    /** Takes records through their trip, one after the other: none is a closure, so each ends as a dead letter. */
    private void finish(String... values) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String value : values) {
            records.add(new ConsumerRecord<>(
                    CLOSURES.topic(), CLOSURES.partition(), records.size(), null, value.getBytes(UTF_8)));
        }
        partition.fetched(records, clock.now());
        for (int i = 0; i < values.length; i++) {
            dispatcher.start(partition, partition.take(clock.now()));
            assertThat(partition.awaitIdle(Duration.ofSeconds(10))).isTrue();
        }
    }

    /** As when the broker is lost between the commit and its answer. */
    private static void leaveInTheDark(MockProducer<byte[], byte[]> producer) {
        producer.commitTransactionException = new TimeoutException("no answer");
        producer.abortTransactionException = new KafkaException("the commit must be tried again first");
    }

    private Producer<byte[], byte[]> producer() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
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
