package dev.wrapup.worker;

import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Has Kafka's mock of a producer say how old its metadata is, as a real one does. */
public final class MetadataAge {

    private MetadataAge() {}

    /** So old, in seconds. */
    public static void of(MockProducer<?, ?> producer, DoubleSupplier seconds) {
        MetricName name = new MetricName("metadata-age", "producer-metrics", "", Map.of());
        producer.setMockMetrics(name, new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return seconds.getAsDouble();
            }
        });
    }
}
