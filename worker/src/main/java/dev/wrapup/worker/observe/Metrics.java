package dev.wrapup.worker.observe;

import dev.wrapup.config.Secret;
import dev.wrapup.worker.service.BearerToken;
import dev.wrapup.worker.service.HttpService;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Optional;

/**
 * All that a process counts, and {@code GET /metrics} on the admin port: Prometheus' text format for whoever brings the
 * admin token. Thread-safe.
 */
public final class Metrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Optional<BearerToken> token;

    /**
     * No metrics yet.
     *
     * @param token {@code admin.token}; where it is empty, nobody is let in
     */
    public Metrics(Optional<Secret> token) {
        this.token = token.map(BearerToken::new);
    }

    /** Where meters are made. Their names are public interface: {@code docs/operations.md} has each. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Its routes. */
    public void routes(RoutesConfig routes) {
        routes.get("/metrics", this::answer);
    }

    private void answer(Context request) {
        if (token.isEmpty()) {
            HttpService.answer(request, 403, Map.of("error", "admin.token must be set before metrics are shown"));
        } else if (!token.get().opens(request.header("Authorization"))) {
            request.header("WWW-Authenticate", "Bearer");
            HttpService.answer(request, 401, Map.of("error", "it needs Authorization: Bearer <admin.token>"));
        } else {
            request.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
        }
    }
}
