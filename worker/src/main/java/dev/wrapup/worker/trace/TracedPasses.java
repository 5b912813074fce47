package dev.wrapup.worker.trace;

import dev.wrapup.event.Closure;
import dev.wrapup.time.StoppedException;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.deliver.Finished;
import dev.wrapup.worker.deliver.Outcome;
import dev.wrapup.worker.work.Passes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A span for each pass, from its start until its outcome is known. It follows the record's last hop, and the record's
 * next hop follows it.
 */
final class TracedPasses implements Passes {

    private final Tracer tracer;
    private final String group;

    TracedPasses(Tracer tracer, String group) {
        this.tracer = tracer;
        this.group = group;
    }

    @Override
    @SuppressWarnings("try") // the scope is what the calls of the pass find
    public Finished around(ConsumerRecord<byte[], byte[]> record, Trail trail, Pass pass) throws StoppedException {
        Span span = begun(record, trail);
        try (Scope scope = span.makeCurrent()) {
            Finished finished = pass.run();
            tell(span, finished);
            return new Finished(
                    finished.outcome(), finished.closure(), finished.trail().withTraceparent(Spans.place(span)));
        } catch (StoppedException e) {
            span.setAttribute(Spans.OUTCOME, "CALLED_OFF");
            throw e;
        } catch (RuntimeException | Error e) {
            Spans.failed(span, e);
            throw e;
        } finally {
            span.end();
        }
    }

    private Span begun(ConsumerRecord<byte[], byte[]> record, Trail trail) {
        return tracer.spanBuilder("process " + record.topic())
                .setParent(Spans.after(Optional.ofNullable(trail.traceparent())))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(Spans.SYSTEM, "kafka")
                .setAttribute(Spans.OPERATION, "process")
                .setAttribute(Spans.OPERATION_TYPE, "process")
                .setAttribute(Spans.GROUP, group)
                .setAttribute(Spans.TOPIC, record.topic())
                .setAttribute(Spans.PARTITION, Integer.toString(record.partition()))
                .setAttribute(Spans.OFFSET, record.offset())
                .setAttribute(Spans.PASSES, (long) trail.effort().passes())
                .setAttribute(Spans.REPLAYS, (long) trail.effort().replays())
                .startSpan();
    }

    private static void tell(Span span, Finished finished) {
        Closure closure = finished.closure();
        if (closure != null) {
            span.setAttribute(Spans.ORGANIZATION, closure.organization().value());
            span.setAttribute(Spans.CONVERSATION, closure.conversation().value());
        }
        switch (finished.outcome()) {
            case Outcome.Delivered delivered -> tell(span, "DELIVERED", delivered.reason());
            case Outcome.NotReady notReady -> tell(span, "NOT_READY", notReady.reason());
            case Outcome.Deferred deferred -> tell(span, "DEFERRED", deferred.reason());
            case Outcome.Dead dead -> {
                tell(span, "DEAD", dead.reason());
                Spans.failed(span, dead.reason().name());
            }
            case Outcome.Ignored ignored -> span.setAttribute(Spans.OUTCOME, "IGNORED");
            case Outcome.Misplaced misplaced -> span.setAttribute(Spans.OUTCOME, "MISPLACED");
        }
    }

    private static void tell(Span span, String outcome, Reason reason) {
        span.setAttribute(Spans.OUTCOME, outcome).setAttribute(Spans.REASON, reason.name());
    }
}
