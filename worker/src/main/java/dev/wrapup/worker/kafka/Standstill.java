package dev.wrapup.worker.kafka;

import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Waiting for open transactions. Whoever reads what is committed is shown nothing that was written behind the first open
 * one, committed or not: a worker that was killed may hide the last half minute.
 */
public final class Standstill {

    private static final Duration LOOK = Duration.ofMillis(100);

    /** Twice what a transaction may take, and what the broker takes to notice. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Standstill() {}

    /**
     * Returns once all that stands on the topic at the time of the call is shown to whoever reads what is committed.
     *
     * @throws KafkaUnavailableException when a transaction stays open for a minute, or the cluster does not say
     * @throws StoppedException when waiting was called off
     */
    public static void await(Admin admin, String topic, int partitions, Waiting waiting) throws StoppedException {
        Map<TopicPartition, Long> written = ends(admin, topic, partitions, IsolationLevel.READ_UNCOMMITTED);
        for (Duration waited = Duration.ZERO; ; waited = waited.plus(LOOK)) {
            Map<TopicPartition, Long> shown = ends(admin, topic, partitions, IsolationLevel.READ_COMMITTED);
            written.entrySet().removeIf(end -> shown.getOrDefault(end.getKey(), 0L) >= end.getValue());
            if (written.isEmpty()) {
                return;
            }
            if (waited.compareTo(PATIENCE) >= 0) {
                throw new KafkaUnavailableException(
                        "A transaction is open on " + written.keySet()
                                + " and hides what comes after it; try again, and"
                                + " where it stays open see \"After an outage of several brokers at once\" in"
                                + " docs/operations.md",
                        new TimeoutException("open for " + PATIENCE.toSeconds() + " s"));
            }
            waiting.pause(LOOK);
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, String topic, int partitions, IsolationLevel level) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        Kafka.await(admin.listOffsets(asked, new ListOffsetsOptions(level)).all(), "tell where " + topic + " ends")
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }
}
