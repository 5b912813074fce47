package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Ids, event types and answers that try to become a path, a header or a log line: none of them does. */
class InjectionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    /** What a forged line would look like; the file's own lines have no FORGED. */
    private static final String FORGED_LINE = "2026-11-24T00:00:00.000Z ERROR FORGED";

    private static final List<String> HOSTILE = List.of(
            "../../tokens/me",
            "%2e%2e%2f%2e%2e%2ftokens/me",
            "x\r\nX-Genesys-Organization-Id: 00000000-0000-4000-8000-000000000009",
            "x\n" + FORGED_LINE,
            "x\u2028" + FORGED_LINE,
            "x\u0085" + FORGED_LINE,
            "\u001b[2J\u001b[31mFORGED",
            "x\u0000FORGED",
            "\",\"outcome\":\"DELIVERED\",\"FORGED\":\"",
            "${jndi:ldap://localhost/FORGED}",
            "{interactionId}",
            "FORGED".repeat(20_000));

    /** The only requests that there are. */
    private static final Pattern REQUEST = Pattern.compile("POST /oauth/token HTTP/1.1"
            + "|GET /api/v2/tokens/me HTTP/1.1"
            + "|(?:GET /api/v2/conversations/([0-9a-f-]{36})"
            + "|POST /api/v2/integrations/scripting/interactions/([0-9a-f-]{36})/wrapup) HTTP/1.1");

    /** Of a stack trace, which nobody takes for a line of its own. */
    private static final Pattern TRACE_LINE =
            Pattern.compile("  [^\\p{C}\\p{Zl}\\p{Zp}]*(\\t[^\\p{C}\\p{Zl}\\p{Zp}]*)?");

    private static final Pattern TEXT_LINE = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (TRACE|DEBUG|INFO|WARN|ERROR) +[^\\p{C}\\p{Zl}\\p{Zp}]*");

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void whatComesFromOutsideBecomesNoPathNoHeaderAndNoLogLine(String format) throws Exception {
        Scenario scenario = Scenario.oneClient(1);
        OrganizationId organization = scenario.organization(1);
        try (Stage stage = new Stage(scenario, "[1s]", "0s");
                RawPlatform platform = new RawPlatform("token-", hostileAnswers()).tellingWhoseTokensAre();
                WorkerProcess worker = worker(stage, platform, format).startWithIngest()) {
            List<byte[]> hostile = hostileClosures(organization);
            for (byte[] event : hostile) {
                assertThat(post(worker.eventsUrl(), event)).isEqualTo(400);
                stage.produce(new ProducerRecord<>(stage.topic("closures"), null, event));
            }
            for (String type : HOSTILE) {
                assertThat(post(worker.eventsUrl(), with("/detail-type", type, closure(organization))))
                        .isEqualTo(202);
                stage.produce(
                        new ProducerRecord<>( // nobody took it, so it is ignored, and logged for whoever debugs
                                stage.topic("closures"), null, with("/detail-type", type, closure(organization))));
                stage.produce(accepted(stage, with("/detail-type", type, closure(organization))));
            }
            int malformed = hostile.size() + HOSTILE.size();
            int healthy = hostileAnswers().size();
            for (int i = 0; i < healthy; i++) {
                assertThat(post(worker.eventsUrl(), closure(organization))).isEqualTo(202);
            }

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stage.topics().ledger()).hasSize(malformed + healthy));
            assertThat(stage.topics().all("dead-letter").stream()
                            .filter(record -> "MALFORMED".equals(TopicReader.header(record, "wrapup-reason"))))
                    .hasSize(malformed);
            await().atMost(PATIENCE).until(() -> worker.log().split("Ignored an event", -1).length > HOSTILE.size());
            assertThat(worker.stop(PATIENCE)).isZero();

            assertThat(platform.requests()).isNotEmpty().allSatisfy(request -> assertHarmless(request, organization));
            assertThat(stage.topics().all("dead-letter")).allSatisfy(InjectionIT::assertPrintable);
            assertThat(stage.topics().ledger()).allSatisfy(InjectionIT::assertEntry);
            assertThat(worker.log().split("\n", -1))
                    .filteredOn(line -> !line.isEmpty())
                    .hasSizeGreaterThan(malformed)
                    .allSatisfy(line -> assertOwnLine(line, format));
        }
    }

    private static void assertHarmless(String request, OrganizationId organization) {
        List<String> lines = request.lines().toList();
        assertThat(REQUEST.matcher(lines.getFirst()).matches()).as(request).isTrue();
        assertThat(lines.stream().filter(line -> line.startsWith("X-Genesys-Organization-Id")))
                .as(request)
                .allMatch(line -> line.equals("X-Genesys-Organization-Id: " + organization));
        assertThat(request).doesNotContain("FORGED");
    }

    private static void assertPrintable(ConsumerRecord<byte[], byte[]> record) {
        record.headers()
                .forEach(header -> assertThat(new String(header.value(), UTF_8))
                        .as(header.key())
                        .doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]")
                        .hasSizeLessThanOrEqualTo(512));
    }

    private static void assertEntry(JsonNode entry) {
        assertThat(entry.path("outcome").asString()).isEqualTo("DEAD");
        assertThat(entry.has("FORGED")).isFalse();
        assertThat(entry.path("detail").asString("")).doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
        assertThat(entry.path("correlationId").asString("")).matches("[0-9A-Za-z._-]*");
    }

    private static void assertOwnLine(String line, String format) {
        assertThat(line).doesNotStartWith(FORGED_LINE);
        if (format.equals("json")) {
            assertThat(JSON.readTree(line).path("timestamp").isNumber())
                    .as(line)
                    .isTrue();
        } else {
            assertThat(line)
                    .matches(text -> TEXT_LINE.matcher(text).matches()
                            || TRACE_LINE.matcher(text).matches());
        }
    }

    /** What the platform says to healthy closures. */
    private static List<UnaryOperator<String>> hostileAnswers() {
        return List.of(
                who -> RawPlatform.http(400, "", "x\r\n" + FORGED_LINE),
                who -> RawPlatform.http(400, "", "{\"message\":\"x\\n" + FORGED_LINE + "\\u2028\\u001b[31mFORGED\"}"),
                who -> RawPlatform.http(400, "", "{\"code\":\"\\\",\\\"outcome\\\":\\\"DELIVERED\\\"\"}"),
                who -> RawPlatform.http(400, "ININ-Correlation-Id: \u001b[31mFORGED\r" + FORGED_LINE + "|", "no"),
                who -> RawPlatform.http(400, "ININ-Correlation-Id: a|X-Other: b|", "FORGED".repeat(50_000)),
                who -> "HTTP/1.1 \u001b[31mFORGED\r" + FORGED_LINE + "||",
                who -> "HTTP/1.1 200 OK|Transfer-Encoding: chunked||\u001b[31mFORGED\r" + FORGED_LINE + "|",
                who -> RawPlatform.http(200, "Content-Type: \u001b[31mFORGED|", "\u0000\u001b]0;FORGED\u0007"));
    }

    /** Envelopes of the closing type whose ids are none. */
    private static List<byte[]> hostileClosures(OrganizationId organization) {
        List<byte[]> events = new ArrayList<>();
        for (String text : HOSTILE) {
            events.add(with("/detail/eventBody/conversationId", text, closure(organization)));
            events.add(with("/source", "aws.partner/genesys.com/cloud/" + text + "/bus", closure(organization)));
        }
        return events;
    }

    private static byte[] closure(OrganizationId organization) {
        return GenesysEvents.closure(
                organization, new ConversationId(UUID.randomUUID().toString()), Instant.now());
    }

    private static byte[] with(String pointer, String text, byte[] event) {
        ObjectNode envelope = (ObjectNode) JSON.readTree(event);
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) envelope.at(pointer.substring(0, last))).put(pointer.substring(last + 1), text);
        return JSON.writeValueAsBytes(envelope);
    }

    /** As if the front door had taken it when its type still closed a conversation. */
    private static ProducerRecord<byte[], byte[]> accepted(Stage stage, byte[] event) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(stage.topic("closures"), null, event);
        record.headers().add("wrapup-first-seen", "1764000000000".getBytes(UTF_8));
        return record;
    }

    private static Wrapup worker(Stage stage, RawPlatform platform, String format) {
        return Wrapup.configured("""
                        kafka: { bootstrap.servers: "%s" }
                        topics: { prefix: %s, partitions: 6, replicationFactor: 1 }
                        retry: { delays: [1s], maxAge: 1s }
                        readiness: { budget: 0s }
                        ingest: { port: 0, apiKey: %s }
                        admin: { port: 0 }
                        """.formatted(
                                        stage.bootstrapServers(),
                                        stage.topic("closures").replace(".closures", ""),
                                        Stage.API_KEY)
                        + new WorkerConfiguration(stage.genesys().scenario(), platform.url()).yaml())
                .withEnvironment(Map.of("WRAPUP_LOG_FORMAT", format, "WRAPUP_LOG_LEVEL", "DEBUG"));
    }

    private static int post(URI url, byte[] event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("X-Api-Key", Stage.API_KEY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }
}
