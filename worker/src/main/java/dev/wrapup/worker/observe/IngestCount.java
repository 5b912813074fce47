package dev.wrapup.worker.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;
import java.util.function.IntConsumer;

/** {@code wrapup_ingest_requests_total{status}}: what the front door answered. Thread-safe. */
public final class IngestCount implements IntConsumer {

    /** All that it answers. */
    private static final Set<Integer> KNOWN = Set.of(202, 400, 401, 408, 413, 503);

    private final Counter requests;

    /** Nothing so far, and each status at 0. */
    public IngestCount(PrometheusRegistry families) {
        requests = Counter.builder()
                .name("wrapup_ingest_requests")
                .help("Answers of the front door to POST /events, by the status")
                .labelNames("status")
                .withoutExemplars()
                .register(families);
        KNOWN.forEach(status -> requests.initLabelValues(label(status)));
    }

    @Override
    public void accept(int status) {
        requests.labelValues(label(status)).inc();
    }

    private static String label(int status) {
        return KNOWN.contains(status) ? String.valueOf(status) : "other";
    }
}
