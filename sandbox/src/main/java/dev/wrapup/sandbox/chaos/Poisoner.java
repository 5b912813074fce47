package dev.wrapup.sandbox.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes random bytes. What could not be written, as while brokers are away, is no loss: it was accepted by nobody. */
final class Poisoner implements AutoCloseable {

    private static final int MAX_BYTES = 500;
    private static final int MAX_BLOCK_MILLIS = 2_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<String> topics;

    Poisoner(String bootstrapServers, List<String> topics) {
        this.topics = topics;
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        MAX_BLOCK_MILLIS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void write(Strike.Poison poison) {
        RandomGenerator random = new SplittableRandom(poison.seed());
        for (int n = 0; n < poison.recordsPerTopic(); n++) {
            for (String topic : topics) {
                try {
                    Future<?> unused = producer.send(new ProducerRecord<>(topic, bytes(random), bytes(random)));
                } catch (KafkaException e) {
                    return; // no broker to be had
                }
            }
        }
    }

    private static byte[] bytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(MAX_BYTES)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
