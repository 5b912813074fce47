package dev.wrapup.sandbox.benchmark;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.SimulatedGenesys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts closures onto their topic as any connector would: the organization is the key, Kafka picks the partition. */
final class Backlog {

    private static final String CLOSURES = "wrapup.closures";

    private Backlog() {}

    /** Closes so many conversations, in the organizations by turns; returns them once all are on the topic. */
    static List<ClosedConversation> produce(int closures, SimulatedGenesys genesys, String bootstrapServers) {
        List<ClosedConversation> closed = new ArrayList<>(closures);
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG, 20,
                // The topics were created just now; batches that overtake each other while leaders settle would not.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            int organizations = genesys.scenario().organizations().size();
            List<Future<?>> sends = new ArrayList<>(closures);
            for (int n = 0; n < closures; n++) {
                ClosedConversation conversation =
                        genesys.closeConversation(genesys.scenario().organization(1 + n % organizations));
                closed.add(conversation);
                sends.add(producer.send(record(conversation)));
            }
            producer.flush();
            sends.forEach(Backlog::succeeded);
        }
        return closed;
    }

    private static ProducerRecord<byte[], byte[]> record(ClosedConversation closed) {
        byte[] key = closed.organization().value().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(CLOSURES, key, closed.event());
    }

    private static void succeeded(Future<?> send) {
        if (send.state() != Future.State.SUCCESS) {
            throw new IllegalStateException("a closure is not on its topic", send.exceptionNow());
        }
    }
}
