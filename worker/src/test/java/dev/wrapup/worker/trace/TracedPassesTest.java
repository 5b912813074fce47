package dev.wrapup.worker.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wrapup.time.StoppedException;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Traceparent;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.deliver.Finished;
import dev.wrapup.worker.deliver.Outcome;
import dev.wrapup.worker.genesys.Exchanges;
import dev.wrapup.worker.work.Passes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TracedPassesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String BEFORE = "b7ad6b7169203331";
    private static final Traceparent LAST_HOP = new Traceparent("00-" + TRACE + "-" + BEFORE + "-01");
    private static final Outcome DELIVERED = new Outcome.Delivered(Reason.Delivered.ACCEPTED, null);
    private static final Exchanges.Sent WRAP_UP =
            new Exchanges.Sent("POST", URI.create("http://gateway:8443/genesys"), "/w/{interactionId}");

    private final Recorded recorded = Recorded.all();
    private final Passes passes = new TracedPasses(recorded.tracer(), "wrapup-worker");
    private final Exchanges exchanges = new TracedExchanges(recorded.tracer());
    private final ConsumerRecord<byte[], byte[]> record =
            new ConsumerRecord<>("wrapup.delay.10s", 3, 42, null, new byte[0]);

    @AfterEach
    void close() {
        recorded.close();
    }

    @Test
    void aPassFollowsTheLastHopAndTheNextHopFollowsThePass() throws Exception {
        Finished finished = around(Samples.trail().withTraceparent(LAST_HOP), DELIVERED);

        SpanData span = recorded.only();
        assertThat(span.getName()).isEqualTo("process wrapup.delay.10s");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(BEFORE);
        assertThat(finished.trail().traceparent())
                .isEqualTo(new Traceparent("00-" + TRACE + "-" + span.getSpanId() + "-01"));
    }

    @Test
    void aRecordThatNobodyTracedBeginsATraceAtItsFirstPass() throws Exception {
        Finished finished = around(Samples.trail(), DELIVERED);

        SpanData span = recorded.only();
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(finished.trail().traceparent())
                .isEqualTo(
                        new Traceparent("00-" + span.getTraceId() + "-" + span.getSpanId() + "-03")); // sampled, random
    }

    @Test
    void aTraceThatIsNotSampledIsCarriedOnAndNotExported() throws Exception {
        try (Recorded nothing = Recorded.none()) {
            Trail trail = new TracedPasses(nothing.tracer(), "wrapup-worker")
                    .around(record, Samples.trail(), () -> finished(DELIVERED))
                    .trail();

            assertThat(String.valueOf(trail.traceparent())).endsWith("-02"); // random alone
            around(trail, DELIVERED);
            assertThat(nothing.spans()).isEmpty();
            assertThat(recorded.spans()).as("the next worker keeps to it").isEmpty();
        }
    }

    @Test
    void itSaysWhichRecordItWasAndWhoseClosure() throws Exception {
        around(Samples.trail(), DELIVERED);

        assertThat(recorded.only().getAttributes().asMap())
                .containsEntry(Spans.SYSTEM, "kafka")
                .containsEntry(Spans.OPERATION, "process")
                .containsEntry(Spans.OPERATION_TYPE, "process")
                .containsEntry(Spans.GROUP, "wrapup-worker")
                .containsEntry(Spans.TOPIC, "wrapup.delay.10s")
                .containsEntry(Spans.PARTITION, "3")
                .containsEntry(Spans.OFFSET, 42L)
                .containsEntry(Spans.ORGANIZATION, Samples.ACME.value())
                .containsEntry(Spans.CONVERSATION, Samples.CONVERSATION.value())
                .containsEntry(Spans.PASSES, 0L)
                .containsEntry(Spans.REPLAYS, 0L);
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(DELIVERED, "DELIVERED", "ACCEPTED", StatusCode.UNSET),
                Arguments.of(
                        new Outcome.NotReady(Reason.NotReady.CONVERSATION_OPEN, "-"),
                        "NOT_READY",
                        "CONVERSATION_OPEN",
                        StatusCode.UNSET),
                Arguments.of(
                        new Outcome.Deferred(Reason.Deferred.RATE_LIMITED, Duration.ZERO, "-"),
                        "DEFERRED",
                        "RATE_LIMITED",
                        StatusCode.UNSET),
                Arguments.of(new Outcome.Dead(Reason.Dead.REJECTED, "-"), "DEAD", "REJECTED", StatusCode.ERROR),
                Arguments.of(new Outcome.Ignored("-"), "IGNORED", null, StatusCode.UNSET),
                Arguments.of(new Outcome.Misplaced(), "MISPLACED", null, StatusCode.UNSET));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void itSaysHowThePassEnded(Outcome outcome, String named, String reason, StatusCode status) throws Exception {
        assertThat(around(Samples.trail(), outcome).outcome()).isEqualTo(outcome);

        SpanData span = recorded.only();
        assertThat(span.getAttributes().get(Spans.OUTCOME)).isEqualTo(named);
        assertThat(span.getAttributes().get(Spans.REASON)).isEqualTo(reason);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(status);
    }

    @Test
    void aPassThatIsCalledOffSaysSoAndPassesItOn() {
        StoppedException stopped = new StoppedException();

        assertThatThrownBy(() -> passes.around(record, Samples.trail(), () -> {
                    throw stopped;
                }))
                .isSameAs(stopped);
        assertThat(recorded.only().getAttributes().get(Spans.OUTCOME)).isEqualTo("CALLED_OFF");
    }

    @Test
    void aFaultOfOursIsNamedWithoutItsMessageAndPassedOn() {
        assertThatThrownBy(() -> passes.around(record, Samples.trail(), () -> {
                    throw new IllegalStateException("a secret");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(recorded.only().getAttributes().get(Spans.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
        assertThat(recorded.only().toString()).doesNotContain("a secret");
    }

    @Test
    void aCallIsWithinItsPassAndSaysNothingOfWhomItIsAbout() throws Exception {
        passes.around(record, Samples.trail(), () -> {
            exchanges.begins(WRAP_UP).answered(202, "correlation");
            return finished(DELIVERED);
        });

        SpanData call = recorded.spans().getFirst();
        SpanData pass = recorded.spans().getLast();
        assertThat(call.getName()).isEqualTo("POST /genesys/w/{interactionId}");
        assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(call.getTraceId()).isEqualTo(pass.getTraceId());
        assertThat(call.getParentSpanId()).isEqualTo(pass.getSpanId());
        assertThat(call.getAttributes().asMap())
                .hasSize(6)
                .containsEntry(Spans.METHOD, "POST")
                .containsEntry(Spans.TEMPLATE, "/genesys/w/{interactionId}")
                .containsEntry(Spans.SERVER, "gateway")
                .containsEntry(Spans.SERVER_PORT, 8443L)
                .containsEntry(Spans.STATUS, 202L)
                .containsEntry(Spans.CORRELATION_ID, "correlation");
        assertThat(Span.current().getSpanContext().isValid())
                .as("the thread is in no span any more")
                .isFalse();
    }

    @Test
    void aCallThatFailedSaysHow() {
        exchanges.begins(WRAP_UP).answered(404, null);
        exchanges.begins(WRAP_UP).failed(new IOException("Bearer token"));

        assertThat(recorded.spans())
                .extracting(call -> call.getAttributes().get(Spans.ERROR_TYPE))
                .containsExactly("404", "java.io.IOException");
        assertThat(recorded.spans())
                .allMatch(call -> call.getStatus().getStatusCode() == StatusCode.ERROR)
                .noneMatch(call -> call.toString().contains("Bearer"));
    }

    private Finished around(Trail trail, Outcome outcome) throws StoppedException {
        return passes.around(record, trail, () -> finished(outcome));
    }

    private static Finished finished(Outcome outcome) {
        return new Finished(outcome, Samples.closure(), Samples.trail());
    }
}
