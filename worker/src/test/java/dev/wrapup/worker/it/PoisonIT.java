package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whatever stands on a topic has an end, and none of it stops a worker. */
class PoisonIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void bytesThatAreNoClosureEndAsDeadLettersWithTheirBytesIntactWhateverTheTopic() throws Exception {
        long seed = new Random().nextLong();
        System.err.println("seed of the poison: " + seed);
        List<byte[]> poison = poison(new Random(seed));
        try (Stage stage = new Stage(Scenario.oneClient(2), "[1s, 2s]", "1s")) {
            stage.startWorker();
            for (String topic : List.of("closures", "delay.1s", "delay.2s")) {
                for (byte[] value : poison) {
                    stage.produce(hostile(stage.topic(topic), value));
                }
            }
            List<ClosedConversation> healthy = stage.close(20);
            stage.produce(healthy);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(stage.topics().all("dead-letter")).hasSize(3 * poison.size()));
            List<ConsumerRecord<byte[], byte[]>> dead = stage.topics().all("dead-letter");
            for (byte[] value : poison) {
                assertThat(dead)
                        .filteredOn(record -> equal(record.value(), value))
                        .hasSize(3);
            }
            assertThat(dead)
                    .allSatisfy(record -> assertThat(TopicReader.header(record, "wrapup-reason"))
                            .isEqualTo("MALFORMED"));
            stage.genesys().truth().awaitDelivered(healthy.size(), PATIENCE);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(stage.topics().ledger()).hasSize(3 * poison.size() + healthy.size()));
            assertThat(stage.genesys().truth().summary().delivered()).isEqualTo(healthy.size());
        }
    }

    @Test
    void aClosureOfAnOrganizationThatIsNotConfiguredIsADeadLetterAndNeverARequest() throws Exception {
        OrganizationId stranger = new OrganizationId("00000000-0000-4000-8000-000000000001");
        ConversationId conversation = new ConversationId("00000000-0000-4000-8000-000000000002");
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s, 2s]", "1s")) {
            var worker = stage.startWorker();

            assertThat(stage.post(worker, GenesysEvents.closure(stranger, conversation, Instant.now())))
                    .isEqualTo(202);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stage.topics().ledger()).hasSize(1));
            JsonNode entry = stage.topics().ledger().getFirst();
            assertThat(entry.path("reason").asString()).isEqualTo("UNKNOWN_ORGANIZATION");
            assertThat(entry.path("apiCalls").asInt()).isZero();
            assertThat(stage.topics().all("dead-letter")).hasSize(1);
            assertThat(stage.genesys().truth().summary().apiCalls()).isZero();
        }
    }

    @Test
    void aRecordUnderAForeignKeyTakesOneHopToItsOwnPartition() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(3), "[1s, 2s]", "1s")) {
            stage.startWorker();
            List<ClosedConversation> closed = stage.close(12);
            for (ClosedConversation each : closed) {
                stage.genesys().emitted(each.id());
                stage.produce(new ProducerRecord<>(
                        stage.topic("closures"), each.id().value().getBytes(UTF_8), each.event()));
            }

            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
            assertThat(stage.topics().all("closures")).hasSize(2 * closed.size());
        }
    }

    @Test
    void aRecordThatFillsItsTopicToTheBrimStillHasAnEnd() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s, 2s]", "1s")) {
            stage.startWorker();
            byte[] large =
                    new byte[(1 << 20) + 2 * 64 * 1024 - 100]; // the most that a delay topic takes, with its framing
            stage.produce(new ProducerRecord<>(stage.topic("delay.1s"), null, large));
            stage.produce(new ProducerRecord<>(stage.topic("delay.2s"), large, null));
            List<ClosedConversation> healthy = stage.close(4);
            stage.produce(healthy);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stage.topics().all("dead-letter"))
                            .extracting(record -> record.key() == null ? record.value() : record.key())
                            .containsExactlyInAnyOrder(large, large));
            assertThat(stage.genesys().truth().awaitDelivered(healthy.size(), PATIENCE))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 8000000", "100, 4000000"}) // all hundred together are larger than the worker's heap
    void whatOnlyCompressionMadeSmallEnoughHasAnEndAndHoldsUpNobody(int records, int bytes) throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s, 2s]", "1s")) {
            stage.produceCompressed(new ProducerRecord<>(stage.topic("closures"), 0, null, new byte[bytes]), records);
            WorkerProcess worker = stage.startWorker();
            List<ClosedConversation> healthy = stage.close(4);
            stage.produce(healthy);

            assertThat(stage.genesys().truth().awaitDelivered(healthy.size(), PATIENCE))
                    .isTrue();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stage.topics().ledger()).hasSize(records + 4));
            ConsumerRecord<byte[], byte[]> dead =
                    stage.topics().all("dead-letter").getFirst();
            assertThat(TopicReader.header(dead, "wrapup-reason")).isEqualTo("MALFORMED");
            assertThat(TopicReader.header(dead, "wrapup-detail")).contains(bytes + " bytes");
            assertThat(worker.isRunning()).isTrue();
        }
    }

    private static List<byte[]> poison(Random random) {
        List<byte[]> poison = new ArrayList<>(List.of(
                new byte[0],
                "not JSON".getBytes(UTF_8),
                "[]".getBytes(UTF_8),
                "{\"detail-type\":1}".getBytes(UTF_8),
                "{".repeat(5_000).getBytes(UTF_8)));
        for (int i = 0; i < 20; i++) {
            byte[] bytes = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(bytes);
            poison.add(bytes);
        }
        return poison;
    }

    /** With headers that claim what they like: anyone can write to a topic. */
    private static ProducerRecord<byte[], byte[]> hostile(String topic, byte[] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, "no key of ours".getBytes(UTF_8), value);
        record.headers()
                .add("wrapup-pass", "-7".getBytes(UTF_8))
                .add("wrapup-due", "99999999999999".getBytes(UTF_8)) // the year 5138: it must not block the topic
                .add("wrapup-first-seen", new byte[] {(byte) 0xff, 0})
                .add("wrapup-origin", null)
                .add("wrapup-correlation-id", "a\r\nforged log line".getBytes(UTF_8));
        return record;
    }

    private static boolean equal(byte[] one, byte[] other) {
        return Arrays.equals(one, other);
    }
}
