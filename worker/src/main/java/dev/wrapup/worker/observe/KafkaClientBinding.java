package dev.wrapup.worker.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one Kafka client, and of whichever takes its place: those of the one before end first, since they have
 * the same names. It looks for new ones, as of partitions that were assigned, every few seconds. Thread-safe.
 */
final class KafkaClientBinding implements AutoCloseable {

    private static final Duration REFRESH = Duration.ofSeconds(5);

    /** The same of a worker's consumer and its producer, since they have one client id; and the JVM has it, too. */
    private static final String START_TIME = "kafka.app.info.start.time.ms";

    /**
     * Of partitions, only how far behind they are, and once: Kafka shows a topic whose name has dots, as all of Wrapup's have,
     * a second time with underscores.
     */
    static final MeterFilter WORTH_KNOWING = MeterFilter.deny(id -> {
        String topic = id.getTag("topic");
        return id.getName().equals(START_TIME)
                || (id.getName().startsWith("kafka.")
                        && topic != null
                        && (!topic.contains(".")
                                || id.getName().contains(".lead")
                                || id.getName().endsWith(".replica")));
    });

    private final MeterRegistry meters;
    private @Nullable Bound bound;

    private record Bound(KafkaClientMetrics metrics, ScheduledExecutorService refresher) {

        void end() {
            refresher.shutdownNow();
            metrics.close();
        }
    }

    KafkaClientBinding(MeterRegistry meters) {
        this.meters = meters;
    }

    void bind(Consumer<?, ?> consumer) {
        bind(refresher -> new KafkaClientMetrics(consumer, List.of(), refresher, REFRESH));
    }

    void bind(Producer<?, ?> producer) {
        bind(refresher -> new KafkaClientMetrics(producer, List.of(), refresher, REFRESH));
    }

    private synchronized void bind(Function<ScheduledExecutorService, KafkaClientMetrics> client) {
        close();
        ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("metrics of Kafka").factory());
        bound = new Bound(client.apply(refresher), refresher);
        bound.metrics().bindTo(meters);
    }

    @Override
    public synchronized void close() {
        if (bound != null) {
            bound.end();
            bound = null;
        }
    }
}
