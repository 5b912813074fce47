package dev.wrapup.worker.observe;

import dev.wrapup.worker.service.Guard;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * All that a process counts, and {@code GET /metrics} on the admin port: Prometheus' text format for whoever the guard lets
 * in. The names of meters are public interface: {@code docs/operations.md} has each. Thread-safe.
 */
public final class Metrics implements AutoCloseable {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Guard guard;

    /** Metrics of the JVM, and no others yet. */
    public Metrics(Guard guard) {
        this.guard = guard;
        meters.config().meterFilter(KafkaClientBinding.WORTH_KNOWING);
        collections.bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
    }

    /** For what comes with Micrometer. */
    public MeterRegistry meters() {
        return meters;
    }

    /** For families with a series for each organization: they cost a tenth here. */
    public PrometheusRegistry families() {
        return meters.getPrometheusRegistry();
    }

    /** Its routes. */
    public void routes(RoutesConfig routes) {
        routes.get("/metrics", guard.before(this::answer));
    }

    private void answer(Context request) {
        request.contentType("text/plain; version=0.0.4; charset=utf-8").result(meters.scrape());
    }

    @Override
    public void close() {
        collections.close();
        meters.close();
    }
}
