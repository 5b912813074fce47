package dev.wrapup.worker.it;

import static dev.wrapup.worker.it.TopicReader.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The trace of a closure, as a receiver of OTLP gets it from a worker as shipped. */
class TracingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SENDER = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + SENDER + "-01";
    private static final List<String> TOPICS = List.of("closures", "delay.1s", "dead-letter", "ledger");

    @Test
    void aClosureThatWentThroughTwoDelaysAndAReplayIsOneTraceFromTheFrontDoorToTheWrapUp() throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Stage stage = new Stage(Scenario.oneClient(1), "[1s, 2s]", "0s")) {
            ClosedConversation closed = stage.close(1).getFirst();
            stage.genesys().neverReady(closed.id());
            Wrapup wrapup =
                    with(stage, """
                    tracing: { endpoint: "%s", headers: { Authorization: "Bearer ${OTLP_TOKEN}" } }
                    """.formatted(receiver.endpoint())).withEnvironment(Map.of("OTLP_TOKEN", "oTlp-t0ken"));
            try (WorkerProcess worker = wrapup.startWithIngest()) {
                assertThat(post(worker, closed.event())).isEqualTo(202);
                awaitLedger(stage, worker, 1);
                stage.genesys().readyNow(closed.id());
                Wrapup.Result replay = wrapup.run(
                        "dead-letters replay", "--conversation", closed.id().value(), "--yes");
                assertThat(replay.exitCode()).as(replay.output()).isZero();
                awaitLedger(stage, worker, 3); // dead, replayed, delivered

                assertThat(worker.stop(PATIENCE)).isZero();
                assertThat(worker.log()).doesNotContain("Spans cannot", "were not exported", "oTlp-t0ken", "WARNING");
            }

            assertThat(receiver.tree(SENDER)).isEqualTo("""
                    SERVER POST /events 202
                      PRODUCER send %1$s.closures
                        CONSUMER process %1$s.closures NOT_READY INTERACTION_NOT_READY
                          CLIENT GET /api/v2/conversations/{conversationId} 200
                          CLIENT POST /api/v2/integrations/scripting/interactions/{interactionId}/wrapup 404
                          CONSUMER process %1$s.delay.1s NOT_READY INTERACTION_NOT_READY
                            CLIENT GET /api/v2/conversations/{conversationId} 200
                            CLIENT POST /api/v2/integrations/scripting/interactions/{interactionId}/wrapup 404
                            CONSUMER process %1$s.delay.2s NOT_READY INTERACTION_NOT_READY
                              CLIENT GET /api/v2/conversations/{conversationId} 200
                              CLIENT POST /api/v2/integrations/scripting/interactions/{interactionId}/wrapup 404
                              CONSUMER process %1$s.closures DELIVERED ACCEPTED
                                CLIENT GET /api/v2/conversations/{conversationId} 200
                                CLIENT POST /api/v2/integrations/scripting/interactions/{interactionId}/wrapup 202
                    """.formatted(stage.prefix()));
            assertThat(receiver.spans())
                    .as("nothing is beside the trace")
                    .hasSize(14)
                    .allMatch(span ->
                            OtlpReceiver.hex(span.getTraceId().toByteArray()).equals(TRACE));
            assertThat(receiver.authorizations()).containsExactly("Bearer oTlp-t0ken");
            assertThat(receiver.spans().toString()).doesNotContain("Bearer", "oTlp-t0ken", Stage.API_KEY);
            everyRecordIsInTheSpanThatWroteIt(stage, receiver.spans());
        }
    }

    private static void everyRecordIsInTheSpanThatWroteIt(Stage stage, List<Span> spans) {
        List<String> hops = spans.stream()
                .filter(span -> !span.getKind().equals(Span.SpanKind.SPAN_KIND_CLIENT)
                        && !span.getKind().equals(Span.SpanKind.SPAN_KIND_SERVER))
                .map(span ->
                        "00-" + TRACE + "-" + OtlpReceiver.hex(span.getSpanId().toByteArray()) + "-01")
                .toList();
        assertThat(traceparents(stage, "closures")).containsExactlyInAnyOrder(hops.get(0), hops.get(3));
        assertThat(traceparents(stage, "delay.1s")).containsExactly(hops.get(1));
        assertThat(traceparents(stage, "delay.2s")).containsExactly(hops.get(2));
        assertThat(traceparents(stage, "dead-letter")).containsExactly(hops.get(3));
        assertThat(traceparents(stage, "ledger")).contains(hops.get(3), hops.get(4));
    }

    @Test
    void withoutAnEndpointNothingIsTracedAndASendersTracePassesThrough() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s]", "0s")) {
            List<ClosedConversation> closed = stage.close(2);
            closed.forEach(each -> stage.genesys().neverReady(each.id()));
            WorkerProcess worker = stage.startWorker();
            assertThat(stage.post(worker, closed.getFirst().event())).isEqualTo(202);
            assertThat(post(worker, closed.getLast().event())).isEqualTo(202);
            awaitLedger(stage, worker, 2);

            for (String topic : TOPICS) {
                assertThat(traceparents(stage, topic)).as(topic).containsExactlyInAnyOrder(TRACEPARENT, null);
            }
            assertThat(jcmd(worker, "Thread.print"))
                    .contains("\"loop\"")
                    .doesNotContain("SpanProcessor", "HttpClient-");
            assertThat(jcmd(worker, "GC.class_histogram"))
                    .contains("dev.wrapup.worker")
                    .doesNotContain(" io.opentelemetry"); // Kafka has something of that name within
        }
    }

    @Test
    void aReceiverThatIsAwayDisturbsNoWorkAndIsToldOnce() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s]", "5s")) {
            Wrapup wrapup = with(stage, "tracing: { endpoint: \"http://127.0.0.1:1\" }\n");
            try (WorkerProcess worker = wrapup.startWithIngest()) {
                assertThat(stage.post(worker, stage.close(1).getFirst().event()))
                        .isEqualTo(202);
                awaitLedger(stage, worker, 1);
                await().atMost(PATIENCE).until(() -> worker.log().contains("Spans cannot be exported"));
                assertThat(stage.post(worker, stage.close(1).getFirst().event()))
                        .isEqualTo(202);
                awaitLedger(stage, worker, 2);
                assertThat(stage.genesys().truth().summary().delivered()).isEqualTo(2);

                assertThat(worker.stop(PATIENCE)).isZero();
                assertThat(worker.log())
                        .containsOnlyOnce("Spans cannot be exported")
                        .containsPattern("Spans cannot be exported.*error='java.net.ConnectException")
                        .doesNotContain("\tat ", "WARNING", "SEVERE");
            }
        }
    }

    private static Wrapup with(Stage stage, String yaml) throws IOException {
        return Wrapup.configured(Files.readString(stage.wrapup().configuration()) + "\n" + yaml);
    }

    private static void awaitLedger(Stage stage, WorkerProcess worker, int entries) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(stage.topics().ledger()).as(worker.log()).hasSize(entries));
    }

    private static List<String> traceparents(Stage stage, String topic) {
        return stage.topics().all(topic).stream()
                .map(record -> header(record, "traceparent"))
                .toList();
    }

    /** Posts an event in a trace of the sender's. */
    private static int post(WorkerProcess worker, byte[] event) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(worker.eventsUrl())
                                    .header("X-Api-Key", Stage.API_KEY)
                                    .header("traceparent", TRACEPARENT)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static String jcmd(WorkerProcess worker, String question) throws IOException, InterruptedException {
        String command = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process jcmd = new ProcessBuilder(Stream.of(command, Long.toString(worker.pid()), question)
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        assertThat(jcmd.waitFor()).as(said).isZero();
        return said;
    }
}
