package dev.wrapup.worker.observe;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/** Histograms of times that people wait for, from 50 ms to an hour, for each organization that has any. */
final class Lags {

    private static final double[] UPPER_BOUNDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600};

    private final Histogram histogram;

    /**
     * None so far.
     *
     * @param name ends with {@code _seconds}
     */
    Lags(PrometheusRegistry families, String name, String help) {
        this.histogram = Histogram.builder()
                .name(name)
                .help(help)
                .labelNames("org")
                .classicOnly()
                .classicUpperBounds(UPPER_BOUNDS)
                .withoutExemplars()
                .register(families);
    }

    /** One more, of any length: an event may say anything. A negative one, of clocks that differ, is none. */
    void observe(String org, Duration lag) {
        histogram.labelValues(org).observe(Math.max(0, lag.toSeconds() + lag.toNanosPart() / 1e9));
    }
}
