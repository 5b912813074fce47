package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** When a worker that starts says that it is ready. In an outage: {@link BrokerComesAndGoesIT}. */
class ReadinessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aWorkerThatCannotTakeUpItsPartitionsYetIsAliveAndNotReady() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s]", "0s");
                KafkaConsumer<byte[], byte[]> group = inGroup(stage);
                KafkaProducer<byte[], byte[]> before = transactional(stage)) {
            before.initTransactions();
            before.beginTransaction();
            before.sendOffsetsToTransaction(
                    Map.of(new TopicPartition(stage.topic("closures"), 0), new OffsetAndMetadata(0)),
                    group.groupMetadata());

            WorkerProcess worker = stage.startWorker();
            await().atMost(PATIENCE).until(() -> worker.log().contains("cannot be read yet"));
            assertThat(stage.status(worker, "live")).isEqualTo(200);
            assertThat(stage.status(worker, "ready")).isEqualTo(503);

            before.abortTransaction();
            await().atMost(PATIENCE).until(() -> stage.status(worker, "ready") == 200);
        }
    }

    @Test
    void aWorkerForWhichNoPartitionIsLeftIsReady() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s]", "0s")) {
            String yaml = Files.readString(stage.wrapup().configuration(), UTF_8);
            assertThat(yaml).contains("partitions: 6");
            Wrapup onePartition = Wrapup.configured(
                    yaml.replace("partitions: 6", "partitions: 1").replace(stage.prefix(), stage.prefix() + "-one"));
            onePartition.createTopics();
            try (WorkerProcess one = onePartition.startWorker();
                    WorkerProcess other = onePartition.startWorker()) {
                for (WorkerProcess each : new WorkerProcess[] {one, other}) {
                    await().atMost(PATIENCE).until(() -> stage.status(each, "ready") == 200);
                }
            }
        }
    }

    /** No member of it, but somebody who knows its name. */
    private static KafkaConsumer<byte[], byte[]> inGroup(Stage stage) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", stage.bootstrapServers(), "group.id", stage.prefix() + "-worker");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static KafkaProducer<byte[], byte[]> transactional(Stage stage) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", stage.bootstrapServers(), "transactional.id", stage.prefix() + "-earlier-owner");
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
