package dev.wrapup.worker.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;

/** A tracer whose spans a test can look at, once they have ended. */
final class Recorded implements AutoCloseable {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider provider;

    private Recorded(Sampler sampler) {
        provider = SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build();
    }

    static Recorded all() {
        return new Recorded(Sampler.parentBased(Sampler.alwaysOn()));
    }

    static Recorded none() {
        return new Recorded(Sampler.parentBased(Sampler.alwaysOff()));
    }

    Tracer tracer() {
        return provider.get("test");
    }

    List<SpanData> spans() {
        return spans.getFinishedSpanItems();
    }

    SpanData only() {
        assertThat(spans()).hasSize(1);
        return spans().getFirst();
    }

    @Override
    public void close() {
        provider.close();
    }
}
