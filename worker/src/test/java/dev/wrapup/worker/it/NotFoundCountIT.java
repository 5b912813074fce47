package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.topic.Partitioning;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The causes of 404s, told apart in the ledger and in the metrics of a worker as shipped. */
class NotFoundCountIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void theRaceAndTheWrongOrganizationAreCountedApartAndStandInTheLedger() throws Exception {
        Scenario scenario = Scenario.oneClient(2);
        try (Stage stage = new Stage(scenario, "[1s]", "0s")) {
            ClosedConversation racing = stage.genesys().closeConversation(scenario.organization(1));
            stage.genesys().neverReady(racing.id());
            ClosedConversation well = stage.genesys().closeConversation(scenario.organization(1));
            ConversationId others =
                    stage.genesys().closeConversation(scenario.organization(2)).id();
            String yaml = Files.readString(stage.wrapup().configuration());
            Wrapup wrapup =
                    Wrapup.configured(yaml.replace("admin: { port: 0 }", "admin: { port: 0, token: sesame-open }"));
            try (WorkerProcess worker = wrapup.startWorker()) {
                stage.produce(List.of(racing, well));
                stage.produce(new ProducerRecord<>(
                        stage.topic("closures"),
                        Partitioning.key(scenario.organization(1)),
                        GenesysEvents.closure(scenario.organization(1), others, Instant.now())));

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(stage.topics().ledger()).hasSize(3));
                assertThat(causeOf(stage, racing.id())).isEqualTo("RACE");
                assertThat(causeOf(stage, others)).isEqualTo("WRONG_ORGANIZATION");
                assertThat(causeOf(stage, well.id())).as("of a delivery").isEqualTo("-");
                assertThat(metrics(worker).lines())
                        .contains(
                                "wrapup_not_found_total{cause=\"race\",org=\"org-1\"} 2.0",
                                "wrapup_not_found_total{cause=\"not_in_organization\",org=\"org-1\"} 2.0",
                                "wrapup_not_found_total{cause=\"unverified\",org=\"org-1\"} 0.0",
                                "wrapup_not_found_total{cause=\"race\",org=\"org-2\"} 0.0",
                                "wrapup_not_found_total{cause=\"not_in_organization\",org=\"org-2\"} 0.0");
            }
        }
    }

    private static String causeOf(Stage stage, ConversationId id) {
        JsonNode entry = stage.topics().ledgerByConversation().get(id.value()).getFirst();
        return entry.path("cause").asString("-");
    }

    private static String metrics(WorkerProcess worker) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(worker.healthUrl().resolve("/metrics"))
                                    .header("Authorization", "Bearer sesame-open")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
