package dev.wrapup.sandbox.kafka;

import java.util.Locale;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka's own image in a container. */
final class ContainerBroker implements KafkaBroker {

    private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.3.1");

    private final KafkaContainer container = new KafkaContainer(IMAGE);

    private ContainerBroker(Map<String, String> settings) {
        settings.forEach((property, value) -> container.addEnv(variable(property), value));
    }

    /**
     * A fresh broker of one node that takes requests.
     *
     * @param settings broker properties that go before the sandbox's own
     */
    static ContainerBroker start(Map<String, String> settings) {
        ContainerBroker broker = new ContainerBroker(BrokerSettings.of(1, settings));
        try {
            broker.container.start();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.stop();
    }

    /** As the image reads it: {@code message.max.bytes} is {@code KAFKA_MESSAGE_MAX_BYTES}. */
    static String variable(String property) {
        return "KAFKA_"
                + property.replace("_", "__")
                        .replace("-", "___")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT);
    }
}
