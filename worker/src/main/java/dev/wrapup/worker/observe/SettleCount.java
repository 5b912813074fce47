package dev.wrapup.worker.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/** How long settling takes, how much it makes durable at once, and how often it fails. Thread-safe. */
final class SettleCount {

    private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
    private static final double[] OUTCOMES = {0, 1, 3, 10, 30, 100, 300, 1000};

    private final Histogram durations;
    private final Histogram outcomes;
    private final Counter failures;

    SettleCount(PrometheusRegistry families) {
        durations = Histogram.builder()
                .name("wrapup_settle_seconds")
                .help("How long the transactions took that were committed")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .withoutExemplars()
                .register(families);
        outcomes = Histogram.builder()
                .name("wrapup_settle_outcomes")
                .help("Outcomes that one transaction made durable; none where it renewed the lease alone")
                .classicOnly()
                .classicUpperBounds(OUTCOMES)
                .withoutExemplars()
                .register(families);
        failures = Counter.builder()
                .name("wrapup_settle_failures")
                .help("Attempts to settle that failed; what they held is settled again")
                .withoutExemplars()
                .register(families);
    }

    void committed(Duration took, int durable) {
        durations.observe(took.toNanos() / 1e9);
        outcomes.observe(durable);
    }

    void failed() {
        failures.inc();
    }
}
