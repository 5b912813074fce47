package dev.wrapup.worker.observe;

import dev.wrapup.worker.service.Guard;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;

/** Metrics, and the lines that a scrape would show of them. */
final class Exposed implements AutoCloseable {

    private final Metrics metrics = new Metrics(new Guard(Optional.empty()));

    Metrics metrics() {
        return metrics;
    }

    /** The series of a family, each with its value. */
    List<String> of(String name) {
        return scrape().lines().filter(line -> line.startsWith(name)).toList();
    }

    String scrape() {
        return ((PrometheusMeterRegistry) metrics.meters()).scrape();
    }

    @Override
    public void close() {
        metrics.close();
    }
}
