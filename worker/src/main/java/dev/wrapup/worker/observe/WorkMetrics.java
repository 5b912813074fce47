package dev.wrapup.worker.observe;

import dev.wrapup.worker.work.WorkListener;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Counts what a worker does, and shows what its Kafka clients count. Thread-safe. */
public final class WorkMetrics implements WorkListener, AutoCloseable {

    private final OutcomeCount outcomes;
    private final SettleCount settles;
    private final KafkaClientBinding consumers;
    private final KafkaClientBinding producers;

    /** Of a worker that did nothing so far. */
    public WorkMetrics(Metrics metrics, OutcomeCount outcomes) {
        this.outcomes = outcomes;
        this.settles = new SettleCount(metrics.families());
        this.consumers = new KafkaClientBinding(metrics.meters());
        this.producers = new KafkaClientBinding(metrics.meters());
    }

    @Override
    public void settled(Settled settled) {
        outcomes.settled(settled);
    }

    @Override
    public void committed(Duration took, int durable) {
        settles.committed(took, durable);
    }

    @Override
    public void failed() {
        settles.failed();
    }

    @Override
    public void opened(Consumer<?, ?> consumer) {
        consumers.bind(consumer);
    }

    @Override
    public void opened(Producer<?, ?> producer) {
        producers.bind(producer);
    }

    @Override
    public void close() {
        consumers.close();
        producers.close();
    }
}
