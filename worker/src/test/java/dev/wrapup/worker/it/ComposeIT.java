package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The containers together: broker, two workers and the platform, as docker-compose.yml has them. */
class ComposeIT {

    private static final int CLOSURES = 420;

    /** Few events at once stretch the closures over the death of a worker; many not ready keep it busy. */
    @RegisterExtension
    final Compose compose = new Compose(
            Map.of("SIMULATOR_OPTIONS", "--closures " + CLOSURES + " --events-in-flight 4 --not-ready 0.3 --lag 2s"));

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whenAWorkerIsKilledTheOtherDeliversEverythingOnce() throws Exception {
        URI truth = compose.url("simulator", 8090).resolve("/truth");
        await("both workers own partitions")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(owners()).containsExactlyInAnyOrder("worker-1", "worker-2"));
        await("the workers are at work")
                .atMost(Duration.ofSeconds(40))
                .until(() -> ask(truth).delivered() >= CLOSURES / 6);

        compose.kill("worker-1");

        assertThat(ask(truth).delivered()).as("it died at work").isLessThan(CLOSURES);
        await("the other delivers the rest")
                .atMost(Duration.ofSeconds(150))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(ask(truth)).isEqualTo(new Truth(CLOSURES, CLOSURES, 0, 0)));
        await("the dead one is out")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(owners()).containsExactly("worker-2"));
    }

    /** What the platform counted, all organizations together; each has a third of the closures. */
    private record Truth(int closures, int delivered, int duplicates, int wrongOrganization) {}

    private Truth ask(URI truth) throws IOException, InterruptedException {
        String body = http.send(HttpRequest.newBuilder(truth).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        JsonNode counted = new JsonMapper().readTree(body);
        return new Truth(
                counted.required("closures").asInt(),
                counted.required("delivered").asInt(),
                counted.required("duplicateWrapUps").asInt(),
                counted.required("wrongOrganizationRequests").asInt());
    }

    /** The workers that own partitions, by their hosts' names, as the broker tells. */
    private Set<String> owners() throws InterruptedException {
        String table = compose.exec(
                "kafka",
                "/opt/kafka/bin/kafka-consumer-groups.sh",
                "--bootstrap-server",
                "kafka:19092",
                "--describe",
                "--group",
                "wrapup-worker");
        return table.lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length >= 8 && columns[0].equals("wrapup-worker"))
                .map(columns -> columns[columns.length - 1].replaceAll("^wrapup-(.*)-\\d+$", "$1"))
                .filter(client -> client.startsWith("worker-"))
                .collect(Collectors.toSet());
    }
}
