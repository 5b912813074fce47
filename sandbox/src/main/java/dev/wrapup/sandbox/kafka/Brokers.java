package dev.wrapup.sandbox.kafka;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The one switch between the two makers of a broker. The environment variable {@code WRAPUP_BROKER} decides:
 * {@code process} or {@code container}. Without it, it is the container on a build server ({@code CI=true}) whose
 * Docker answers, and the child process, which needs nothing but Java, everywhere else.
 */
public final class Brokers {

    enum Maker {
        PROCESS,
        CONTAINER
    }

    private Brokers() {}

    /** A fresh broker of one node that takes requests. */
    public static KafkaBroker start() throws InterruptedException {
        return start(Map.of());
    }

    /**
     * A fresh broker of one node that takes requests.
     *
     * @param settings broker properties that go before the sandbox's own
     */
    public static KafkaBroker start(Map<String, String> settings) throws InterruptedException {
        return switch (maker(System.getenv(), Brokers::dockerAnswers)) {
            case PROCESS -> KafkaCluster.start(new ClusterOptions(1).with(settings));
            case CONTAINER -> ContainerBroker.start(settings);
        };
    }

    static Maker maker(Map<String, String> environment, BooleanSupplier dockerAnswers) {
        String asked = environment.getOrDefault("WRAPUP_BROKER", "");
        return switch (asked) {
            case "process" -> Maker.PROCESS;
            case "container" -> Maker.CONTAINER;
            case "" ->
                "true".equals(environment.get("CI")) && dockerAnswers.getAsBoolean() ? Maker.CONTAINER : Maker.PROCESS;
            default ->
                throw new IllegalArgumentException("WRAPUP_BROKER is \"" + asked
                        + "\"; set it to process or container, or unset it: the sandbox then chooses");
        };
    }

    private static boolean dockerAnswers() {
        try {
            return ContainerBroker.dockerAnswers();
        } catch (NoClassDefFoundError e) {
            return false; // Testcontainers is an optional dependency
        }
    }
}
