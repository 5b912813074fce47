package dev.wrapup.worker.live;

import dev.wrapup.topic.Topics;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.PartitionReader;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads what workers told of themselves, up to two hours back. For one thread. */
public final class WorkerStates implements AutoCloseable {

    private final PartitionReader reader;
    private final TopicPartition partition;

    /** With a consumer of its own, which it closes. */
    public WorkerStates(KafkaClients clients, Topics topics) {
        this(new PartitionReader(clients), topics);
    }

    /** With a reader, which it closes. */
    public WorkerStates(PartitionReader reader, Topics topics) {
        this.reader = reader;
        this.partition = new TopicPartition(topics.workers(), 0);
    }

    /**
     * Hands out all states that were written since then, the oldest first. What is none is passed over.
     *
     * @throws dev.wrapup.worker.kafka.KafkaUnavailableException when the cluster does not bring them
     */
    public void since(Instant time, Consumer<WorkerState> states) {
        reader.since(
                partition,
                time,
                record -> Optional.ofNullable(record.value())
                        .flatMap(WorkerState::fromJson)
                        .ifPresent(states));
    }

    /** The last state of each worker that wrote one since then, by the worker's name. */
    public Collection<WorkerState> latest(Instant since) {
        Map<String, WorkerState> latest = new TreeMap<>();
        since(since, state -> latest.put(state.instance(), state));
        return latest.values();
    }

    @Override
    public void close() {
        reader.close();
    }
}
