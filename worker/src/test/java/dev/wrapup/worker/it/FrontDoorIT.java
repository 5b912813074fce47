package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.SimulatedGenesys;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import dev.wrapup.sandbox.kafka.KafkaCluster;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.time.SystemClock;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The front door as a process, and against a broker that comes and goes. */
class FrontDoorIT {

    private static final String KEY = "the key";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void itEndsWithOneWhereItsPortIsTaken() throws Exception {
        Scenario scenario = Scenario.oneClient(1);
        try (ServerSocket taken = new ServerSocket(0)) {
            Wrapup wrapup = Wrapup.configured("""
                    kafka: { bootstrap.servers: "localhost:1" }
                    ingest: { port: %d, apiKey: %s }
                    admin: { port: 0 }
                    """.formatted(taken.getLocalPort(), KEY)
                    + new WorkerConfiguration(scenario, "http://localhost:1").yaml());

            Wrapup.Result result = wrapup.run("ingest");

            assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
            assertThat(result.output()).contains(String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void itSays503WhileKafkaIsAwayAnd202OnlyForWhatIsDurable() throws Exception {
        Scenario scenario = Scenario.oneClient(1);
        SimulatedGenesys genesys = SimulatedGenesys.start(scenario, new SystemClock());
        try (KafkaCluster kafka = KafkaCluster.start(1);
                HttpClient http = HttpClient.newHttpClient()) {
            Wrapup wrapup = Wrapup.configured("""
                    kafka: { bootstrap.servers: "%s" }
                    topics: { partitions: 3, replicationFactor: 1 }
                    ingest: { port: 0, apiKey: %s }
                    admin: { port: 0 }
                    """.formatted(kafka.bootstrapServers(), KEY)
                    + new WorkerConfiguration(scenario, genesys.url()).yaml());
            wrapup.createTopics();
            try (WorkerProcess ingest = wrapup.startIngest()) {
                ClosedConversation closed = genesys.closeConversation(scenario.organization(1));
                assertThat(post(http, ingest.eventsUrl(), closed.event()).statusCode())
                        .isEqualTo(202);

                assertThat(health(http, ingest)).isEqualTo(200);

                kafka.node(1).kill();
                HttpResponse<String> away = post(http, ingest.eventsUrl(), closed.event());
                assertThat(away.statusCode()).isEqualTo(503);
                assertThat(away.headers().firstValue("Retry-After")).isPresent();

                await("it says that it takes none").atMost(PATIENCE).until(() -> health(http, ingest) == 503);

                kafka.node(1).start();
                kafka.awaitReady();
                await("the front door has found it")
                        .atMost(PATIENCE)
                        .until(() ->
                                post(http, ingest.eventsUrl(), closed.event()).statusCode() == 202);
                await("it says that it takes them again").atMost(PATIENCE).until(() -> health(http, ingest) == 200);
                assertThat(new TopicReader(kafka.bootstrapServers(), "wrapup").all("closures"))
                        .hasSizeGreaterThanOrEqualTo(2)
                        .allSatisfy(record -> assertThat(record.value()).isEqualTo(closed.event()));
            }
        } finally {
            genesys.stop();
        }
    }

    @Test
    void whatIsNoEventIsRefusedAndLeavesNoTrace() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s]", "1s")) {
            WorkerProcess worker = stage.startWorker();

            assertThat(stage.post(worker, "not JSON".getBytes(UTF_8))).isEqualTo(400);
            assertThat(stage.post(worker, "{}".getBytes(UTF_8))).isEqualTo(400);
            assertThat(stage.post(worker, new byte[0])).isEqualTo(400);
            assertThat(stage.post(worker, new byte[2_000_000])).isEqualTo(413);
            byte[] event = stage.close(1).getFirst().event();
            String broken = new String(event, UTF_8).replace("/cloud/", "/cloud/not-a-uuid-");
            assertThat(stage.post(worker, broken.getBytes(UTF_8))).isEqualTo(400);

            assertThat(stage.topics().all("closures")).isEmpty();
        }
    }

    private static int health(HttpClient http, WorkerProcess ingest) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(ingest.healthUrl().resolve("/health/ingest"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpResponse<String> post(HttpClient http, URI url, byte[] event)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(url)
                        .header("X-Api-Key", KEY)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
