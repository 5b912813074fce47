package dev.wrapup.sandbox.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.sandbox.kafka.KafkaCluster;
import dev.wrapup.time.SystemClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The record of a run is read from a broker that dies in the middle of it. */
class EvidenceReaderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(100);

    @Test
    void aBrokerThatIsAwayForAWhileLosesAndDoublesNoEvidenceAndNewTopicsAreFound() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.start(1);
                EvidenceReader reader = new EvidenceReader(kafka.bootstrapServers(), "run", new SystemClock())) {
            createTopic(kafka, "run.closures");
            createTopic(kafka, "running.closures");
            produce(kafka, "running.closures", 1, 3);
            produce(kafka, "run.closures", 1, 10);
            assertThat(reader.readToEnd(PATIENCE)).isTrue();
            assertThat(reader.evidence().closings()).isEqualTo(10);

            kafka.node(1).kill();
            reader.read(TICK);
            assertThat(reader.readToEnd(TICK))
                    .as("came to an end that nobody told")
                    .isFalse();
            kafka.node(1).start();
            kafka.awaitReady();
            createTopic(kafka, "run.delay.1s");
            produce(kafka, "run.closures", 11, 20);
            produce(kafka, "run.delay.1s", 21, 25);

            assertThat(reader.readToEnd(PATIENCE)).isTrue();
            assertThat(reader.evidence().closings()).isEqualTo(25);
            assertThat(reader.evidence().partitionsOf("run.delay.1s")).isEqualTo(2);
        }
    }

    private static void createTopic(KafkaCluster kafka, String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) -1)))
                    .all()
                    .get();
        }
    }

    private static void produce(KafkaCluster kafka, String topic, int from, int to)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int n = from; n <= to; n++) {
                producer.send(new ProducerRecord<>(topic, Run.event(n))).get();
            }
        }
    }
}
