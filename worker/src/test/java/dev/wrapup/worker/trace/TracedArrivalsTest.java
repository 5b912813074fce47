package dev.wrapup.worker.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.topic.Traceparent;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.ingest.Arrivals;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracedArrivalsTest {

    private static final Traceparent SENDER =
            new Traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private final Recorded recorded = Recorded.all();
    private final Arrivals arrivals = new TracedArrivals(recorded.tracer());

    @AfterEach
    void close() {
        recorded.close();
    }

    @Test
    void theRequestGoesOnWithItsSendersTraceAndTheRecordWithTheRequests() {
        Arrivals.Arrival arrival = arrivals.begins(Optional.of(SENDER));
        Arrivals.Writing writing = arrival.writes(Samples.closure(), "wrapup.closures");
        Optional<Traceparent> carried = writing.traceparent();
        writing.written(3, 42);
        arrival.answered(202);

        SpanData send = recorded.spans().getFirst();
        SpanData request = recorded.spans().getLast();
        assertThat(request.getName()).isEqualTo("POST /events");
        assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(request.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(request.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(request.getAttributes().asMap())
                .containsEntry(Spans.METHOD, "POST")
                .containsEntry(Spans.ROUTE, "/events")
                .containsEntry(Spans.STATUS, 202L)
                .containsEntry(Spans.ORGANIZATION, Samples.ACME.value())
                .containsEntry(Spans.CONVERSATION, Samples.CONVERSATION.value());
        assertThat(send.getName()).isEqualTo("send wrapup.closures");
        assertThat(send.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(send.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(send.getAttributes().asMap())
                .containsEntry(Spans.SYSTEM, "kafka")
                .containsEntry(Spans.OPERATION_TYPE, "send")
                .containsEntry(Spans.TOPIC, "wrapup.closures")
                .containsEntry(Spans.PARTITION, "3")
                .containsEntry(Spans.OFFSET, 42L);
        assertThat(carried).contains(new Traceparent("00-" + request.getTraceId() + "-" + send.getSpanId() + "-01"));
    }

    @Test
    void aSenderWithoutTraceBeginsOne() {
        arrivals.begins(Optional.empty()).answered(400);

        assertThat(recorded.only().getParentSpanContext().isValid()).isFalse();
        assertThat(recorded.only().getStatus().getStatusCode())
                .as("what is the sender's fault is not ours")
                .isEqualTo(StatusCode.UNSET);
    }

    @Test
    void whatKafkaDoesNotTakeIsAFailureOfBoth() {
        Arrivals.Arrival arrival = arrivals.begins(Optional.empty());
        arrival.writes(Samples.closure(), "wrapup.closures").failed(new IOException("a password"));
        arrival.answered(503);

        assertThat(recorded.spans())
                .extracting(span -> span.getAttributes().get(Spans.ERROR_TYPE))
                .containsExactly("java.io.IOException", "503");
        assertThat(recorded.spans()).noneMatch(span -> span.toString().contains("a password"));
    }
}
