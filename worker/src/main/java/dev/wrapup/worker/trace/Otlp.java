package dev.wrapup.worker.trace;

import dev.wrapup.config.TracingSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;

/** How spans are kept, and sent by OTLP over HTTP. */
final class Otlp {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A few megabytes; what comes on top of a receiver that does not keep up is dropped, and holds up nobody. */
    private static final int QUEUE = 4_096;

    /** An id, a topic and a reason are shorter. */
    private static final int LONGEST_VALUE = 512;

    private Otlp() {}

    static SdkTracerProvider provider(URI endpoint, TracingSettings settings, String host) {
        return SdkTracerProvider.builder()
                .setResource(resource(host))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sampleRatio())))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_VALUE)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(new LoggedOnce(exporter(endpoint, settings)))
                        .setScheduleDelay(INTERVAL)
                        .setMaxQueueSize(QUEUE)
                        .build())
                .build();
    }

    private static SpanExporter exporter(URI endpoint, TracingSettings settings) {
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint + "/v1/traces")
                .setConnectTimeout(CONNECT_TIMEOUT)
                .setTimeout(TIMEOUT);
        settings.headers().forEach((name, value) -> exporter.addHeader(name, value.value()));
        return exporter.build();
    }

    private static Resource resource(String host) {
        return Resource.getDefault()
                .merge(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "wrapup",
                        AttributeKey.stringKey("host.name"),
                        host,
                        AttributeKey.longKey("process.pid"),
                        ProcessHandle.current().pid())));
    }
}
