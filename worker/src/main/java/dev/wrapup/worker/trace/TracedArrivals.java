package dev.wrapup.worker.trace;

import dev.wrapup.event.Closure;
import dev.wrapup.topic.Traceparent;
import dev.wrapup.worker.ingest.Arrivals;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;

/** A span for each event at the front door, and within it one for its way to Kafka, which the record's first pass follows. */
final class TracedArrivals implements Arrivals {

    private final Tracer tracer;

    TracedArrivals(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Arrival begins(Optional<Traceparent> sender) {
        return new TracedArrival(tracer.spanBuilder("POST /events")
                .setParent(Spans.after(sender))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(Spans.METHOD, "POST")
                .setAttribute(Spans.ROUTE, "/events")
                .setAttribute(Spans.SCHEME, "http") // TLS ends in front of it
                .startSpan());
    }

    private final class TracedArrival implements Arrival {

        private final Span request;

        TracedArrival(Span request) {
            this.request = request;
        }

        @Override
        public Writing writes(Closure closure, String topic) {
            request.setAttribute(Spans.ORGANIZATION, closure.organization().value());
            request.setAttribute(Spans.CONVERSATION, closure.conversation().value());
            return new TracedWriting(tracer.spanBuilder("send " + topic)
                    .setParent(Context.root().with(request))
                    .setSpanKind(SpanKind.PRODUCER)
                    .setAttribute(Spans.SYSTEM, "kafka")
                    .setAttribute(Spans.OPERATION, "send")
                    .setAttribute(Spans.OPERATION_TYPE, "send")
                    .setAttribute(Spans.TOPIC, topic)
                    .startSpan());
        }

        @Override
        public void answered(int status) {
            request.setAttribute(Spans.STATUS, (long) status);
            if (status >= 500) { // the rest is the sender's affair
                Spans.failed(request, Integer.toString(status));
            }
            request.end();
        }
    }

    private record TracedWriting(Span span) implements Writing {

        @Override
        public Optional<Traceparent> traceparent() {
            return Optional.of(Spans.place(span));
        }

        @Override
        public void written(int partition, long offset) {
            span.setAttribute(Spans.PARTITION, Integer.toString(partition)).setAttribute(Spans.OFFSET, offset);
            span.end();
        }

        @Override
        public void failed(Throwable why) {
            Spans.failed(span, why);
            span.end();
        }
    }
}
