package dev.wrapup.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaClientBindingTest {

    @Test
    void aProducerThatTakesAnothersPlaceIsTheOneThatIsShown() {
        try (Exposed exposed = new Exposed();
                KafkaProducer<byte[], byte[]> first = producer("first");
                KafkaProducer<byte[], byte[]> second = producer("second")) {
            try (KafkaClientBinding binding =
                    new KafkaClientBinding(exposed.metrics().meters())) {
                binding.bind(first);
                assertThat(exposed.of("kafka_producer_record_send_total"))
                        .isNotEmpty()
                        .allMatch(line -> line.contains("first"));

                binding.bind(second);
                assertThat(exposed.of("kafka_producer_record_send_total"))
                        .isNotEmpty()
                        .allMatch(line -> line.contains("second"));
            }
            assertThat(exposed.of("kafka_")).isEmpty();
        }
    }

    /** Micrometer warns where a consumer and a producer of one client id both show theirs. */
    @Test
    void whenAClientWasStartedIsNotShown() {
        try (Exposed exposed = new Exposed();
                KafkaProducer<byte[], byte[]> producer = producer("worker-0");
                KafkaClientBinding binding =
                        new KafkaClientBinding(exposed.metrics().meters())) {
            binding.bind(producer);
            assertThat(exposed.of("kafka_app_info")).isEmpty();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String id) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", "localhost:1", "client.id", id),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
