package dev.wrapup.worker.trace;

import dev.wrapup.config.TracingSettings;
import dev.wrapup.worker.genesys.Exchanges;
import dev.wrapup.worker.ingest.Arrivals;
import dev.wrapup.worker.service.Service;
import dev.wrapup.worker.work.Passes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trace of each closure, from the front door through every hop to the wrap-up. Where no endpoint is configured it is
 * off: then it makes nothing, starts nothing, and whatever trace a record is in passes through.
 */
public final class Tracing implements Service {

    private static final Logger log = LoggerFactory.getLogger(Tracing.class);

    /** For the spans of the last second, when everything else has stopped. */
    private static final Duration FLUSH = Duration.ofSeconds(3);

    private final Optional<SdkTracerProvider> provider;
    private final String group;

    /**
     * Spans are kept from now on, and sent.
     *
     * @param host where this process runs
     * @param group of the workers' consumers
     */
    public Tracing(TracingSettings settings, String host, String group) {
        this.provider = settings.endpoint().map(endpoint -> Otlp.provider(endpoint, settings, host));
        this.group = group;
    }

    /** For the front door. */
    public Arrivals arrivals() {
        return tracer().<Arrivals>map(TracedArrivals::new).orElse(Arrivals.UNTRACED);
    }

    /** For the worker's records. */
    public Passes passes() {
        return tracer().<Passes>map(tracer -> new TracedPasses(tracer, group)).orElse(Passes.PLAIN);
    }

    /** For the calls of their passes. */
    public Exchanges exchanges() {
        return tracer().<Exchanges>map(TracedExchanges::new).orElse(Exchanges.UNTOLD);
    }

    private Optional<Tracer> tracer() {
        return provider.map(sdk -> sdk.get("dev.wrapup"));
    }

    /** Nothing is left to do: spans go out as they come. */
    @Override
    public void start() {}

    /** Sends what is left, as far as the receiver takes it in time. */
    @Override
    public void stop() {
        provider.ifPresent(sdk -> {
            if (!sdk.shutdown().join(FLUSH.toMillis(), TimeUnit.MILLISECONDS).isSuccess()) {
                log.warn("The last spans were not exported");
            }
        });
    }
}
