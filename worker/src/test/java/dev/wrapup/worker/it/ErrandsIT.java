package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.config.Config;
import dev.wrapup.config.ConfigFile;
import dev.wrapup.config.Secret;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.time.SystemClock;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Hop;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.console.Console;
import dev.wrapup.worker.deadletter.Order;
import dev.wrapup.worker.deadletter.Plan;
import dev.wrapup.worker.deadletter.Resolver;
import dev.wrapup.worker.deadletter.Selection;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.observe.AdminPort;
import dev.wrapup.worker.service.Guard;
import dev.wrapup.worker.service.HttpService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How an order of the console ends, other than well, held against a real broker. */
class ErrandsIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LETTERS = 40;

    private final Waiting patient = duration -> LockSupport.parkNanos(Math.max(0, duration.toNanos()));
    private final HttpClient http = HttpClient.newHttpClient();

    private Stage stage;
    private Config config;
    private Console console;
    private HttpService port;

    @BeforeEach
    void start() throws Exception {
        stage = new Stage(Scenario.oneClient(1), "[1s]", "1s");
        config = ConfigFile.load(stage.wrapup().configuration(), Map.of());
        for (ClosedConversation each : stage.close(LETTERS)) {
            stage.produce(letter(each));
        }
        console = new Console(
                config, new KafkaClients(config), new Guard(Optional.of(new Secret("sesame"))), new SystemClock());
        console.start();
        port = AdminPort.of(0, List.of(console::routes));
        port.start();
    }

    @AfterEach
    void stop() {
        port.stop();
        console.stop();
        http.close();
        stage.close();
    }

    @Test
    void whatIsNoLongerThePlanIsRefusedAndFencesNobody() throws Exception {
        JsonNode plan = planOfAll();
        try (Resolver other = resolver()) {
            Plan one = other.plan(Selection.ALL, LedgerEntry.Final.REPLAYED, 1, patient);

            begin(plan, "00", 1_000);
            assertThat(ended("REFUSED").path("message").asString()).contains("but they are others");

            Order order = new Order(LedgerEntry.Final.REPLAYED, "zoe", null, 1_000);
            assertThat(other.carryOut(one, order, patient, done -> {})).isEqualTo(1);
        }
        begin(plan, plan.path("fingerprint").asString(), 1_000);
        assertThat(ended("REFUSED").path("message").asString()).contains("had 40", "now there are 39");
        assertSentBack(1);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(plan().path("elsewhere").path("by").asString())
                                .isEqualTo("zoe"));
    }

    @Test
    void whoeverStopsItIsToldHowFarItCame() throws Exception {
        JsonNode plan = planOfAll();
        begin(plan, plan.path("fingerprint").asString(), 1);
        await().atMost(PATIENCE).until(() -> errand().path("done").asLong() >= 2);

        send("errand/stop", "{}");

        long done = ended("STOPPED").path("done").asLong();
        assertThat(done).isBetween(2L, LETTERS - 1L);
        assertSentBack((int) done);
    }

    @Test
    void whoeverBeginsLaterEndsIt() throws Exception {
        JsonNode plan = planOfAll();
        begin(plan, plan.path("fingerprint").asString(), 1);
        await().atMost(PATIENCE).until(() -> errand().path("done").asLong() >= 2);

        resolver().close();

        JsonNode errand = ended("FAILED");
        assertThat(errand.path("message").asString()).contains("another replay or discard has begun");
        assertSentBack(errand.path("done").asInt());
    }

    /** A commit is done a moment before it is there to be read. */
    private void assertSentBack(int closures) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stage.topics().all("closures")).hasSize(closures));
    }

    private Resolver resolver() {
        return new Resolver(new KafkaClients(config), config, new SystemClock());
    }

    /** Those that died just now are not part of a plan. */
    private JsonNode planOfAll() {
        return await().atMost(PATIENCE)
                .until(() -> plan(), plan -> plan.path("count").asInt() == LETTERS);
    }

    private JsonNode plan() throws IOException, InterruptedException {
        return send("plan", "{\"outcome\":\"REPLAYED\"}");
    }

    private void begin(JsonNode plan, String fingerprint, int perSecond) throws IOException, InterruptedException {
        ObjectNode order = JSON.createObjectNode()
                .put("outcome", "REPLAYED")
                .put("expected", plan.path("count").asLong())
                .put("fingerprint", fingerprint)
                .put("by", "Ada")
                .put("perSecond", perSecond);
        order.putObject("filter").put("until", plan.path("until").asString());
        send("errand", order.toString());
    }

    private JsonNode ended(String stage) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(errand().path("stage").asString()).isEqualTo(stage));
        return errand();
    }

    private JsonNode errand() {
        try {
            return answer(request("overview").build()).path("errand");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode send(String change, String body) throws IOException, InterruptedException {
        return answer(request(change)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port.port() + "/console/api/" + path))
                .header("Authorization", "Bearer sesame");
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private ProducerRecord<byte[], byte[]> letter(ClosedConversation closed) {
        byte[] key = Partitioning.key(closed.organization());
        ConsumerRecord<byte[], byte[]> before = new ConsumerRecord<>("wrapup.closures", 0, 0, key, closed.event());
        TrailHeaders.entering(Instant.now(), null).forEach(before.headers()::add);
        return new ProducerRecord<>(
                stage.topic("dead-letter"),
                null,
                key,
                closed.event(),
                TrailHeaders.moving(
                        before.headers(),
                        TrailHeaders.read(before),
                        new Hop(Reason.Dead.REJECTED, "status 400", null)));
    }
}
