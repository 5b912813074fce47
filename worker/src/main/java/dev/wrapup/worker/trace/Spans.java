package dev.wrapup.worker.trace;

import dev.wrapup.topic.Traceparent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Optional;

/**
 * What all spans have in common: their place in a header, and the names of their attributes. Those without
 * {@code wrapup.} are OpenTelemetry's semantic conventions for HTTP and messaging.
 */
final class Spans {

    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    static final AttributeKey<String> TEMPLATE = AttributeKey.stringKey("url.template");
    static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");

    static final AttributeKey<String> ORGANIZATION = AttributeKey.stringKey("wrapup.organization.id");
    static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("wrapup.conversation.id");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("wrapup.outcome");
    static final AttributeKey<String> REASON = AttributeKey.stringKey("wrapup.reason");
    static final AttributeKey<Long> PASSES = AttributeKey.longKey("wrapup.passes");
    static final AttributeKey<Long> REPLAYS = AttributeKey.longKey("wrapup.replays");
    static final AttributeKey<String> CORRELATION_ID = AttributeKey.stringKey("wrapup.correlation_id");

    private Spans() {}

    /** What follows a span of another process; with none, a new trace. */
    static Context after(Optional<Traceparent> span) {
        return span.map(before -> Context.root().with(Span.wrap(remote(before.value()))))
                .orElseGet(Context::root);
    }

    private static SpanContext remote(String traceparent) {
        String[] parts = traceparent.split("-", -1);
        return SpanContext.createFromRemoteParent(
                parts[1], parts[2], TraceFlags.fromHex(parts[3], 0), TraceState.getDefault());
    }

    /** Its place, for a header. */
    static Traceparent place(Span span) {
        SpanContext context = span.getSpanContext();
        return new Traceparent("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex());
    }

    /** It failed: the class of what was thrown says how, its message may quote anybody. */
    static void failed(Span span, Throwable why) {
        failed(span, why.getClass().getName());
    }

    /** It failed. */
    static void failed(Span span, String why) {
        span.setStatus(StatusCode.ERROR).setAttribute(ERROR_TYPE, why);
    }
}
