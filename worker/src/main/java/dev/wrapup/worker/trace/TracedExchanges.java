package dev.wrapup.worker.trace;

import dev.wrapup.worker.genesys.Exchanges;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A span for each call, within that of its pass. The platform is not told of it. One that was called off at the last
 * moment never ends, and so is never seen.
 */
final class TracedExchanges implements Exchanges {

    private final Tracer tracer;

    TracedExchanges(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Exchange begins(Sent sent) {
        String template = sent.api().getRawPath() + sent.path();
        return new TracedExchange(tracer.spanBuilder(sent.method() + " " + template) // in the scope of the pass
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(Spans.METHOD, sent.method())
                .setAttribute(Spans.TEMPLATE, template)
                .setAttribute(Spans.SERVER, sent.api().getHost())
                .setAttribute(Spans.SERVER_PORT, port(sent.api()))
                .startSpan());
    }

    private static long port(URI api) {
        int implied = "http".equals(api.getScheme()) ? 80 : 443;
        return api.getPort() < 0 ? implied : api.getPort();
    }

    private record TracedExchange(Span span) implements Exchange {

        @Override
        public void answered(int status, @Nullable String correlationId) {
            span.setAttribute(Spans.STATUS, (long) status);
            if (correlationId != null) {
                span.setAttribute(Spans.CORRELATION_ID, correlationId);
            }
            if (status >= 400) {
                Spans.failed(span, Integer.toString(status));
            }
            span.end();
        }

        @Override
        public void failed(Throwable why) {
            Spans.failed(span, why);
            span.end();
        }
    }
}
