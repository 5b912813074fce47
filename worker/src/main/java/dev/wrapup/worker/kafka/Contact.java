package dev.wrapup.worker.kafka;

import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/** Whether Kafka answers, as a producer knows: even an idle one asks for the cluster's metadata every few seconds. */
public final class Contact {

    /** When a producer whose contact matters asks anew. It may then wait for 5 s, and try another broker. */
    static final Duration ASKED_EVERY = Duration.ofSeconds(3);

    /** Without an answer for longer, contact is lost. A broker that fails and is replaced takes less. */
    static final Duration LOST = Duration.ofSeconds(10);

    private Contact() {}

    /** Whether any broker answered this producer in the last 10 s. Costs no request. */
    public static boolean holds(Producer<?, ?> producer) {
        return producer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("metadata-age"))
                .map(metric -> (double) metric.metricValue())
                .anyMatch(seconds -> seconds * 1e3 <= LOST.toMillis()); // before the first answer it is very old
    }
}
