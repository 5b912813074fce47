package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.Latency;
import dev.wrapup.sandbox.genesys.OAuthClient;
import dev.wrapup.sandbox.genesys.Readiness;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.SimulatedOrganization;
import dev.wrapup.sandbox.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The sample events that Genesys publishes, through the whole of it. */
class PublishedSamplesIT {

    private static final Path SAMPLES = Path.of("../common/src/test/resources/genesys-events");
    private static final OrganizationId ORGANIZATION = new OrganizationId("32aa07aa-db1b-4987-abd0-9483601ec29d");
    private static final ConversationId CONVERSATION = new ConversationId("2f7bf00a-0fc2-4d6a-9b56-92238191433e");

    private static final Scenario SCENARIO = new Scenario(
            1,
            List.of(new SimulatedOrganization(ORGANIZATION, "samples", 0, Readiness.AT_ONCE, Latency.NONE)),
            List.of(new OAuthClient("client", "secret", ORGANIZATION, Set.of(ORGANIZATION), 0)));

    @Test
    void conversationEndEventsAreDeliveredAndAllOthersAcknowledgedAndIgnored() throws Exception {
        byte[] end = sample("aws-event-bridge-conversation-end-event.json");
        byte[] endWithoutContact = sample("aws-event-bridge-conversation-end-event-no-external-contact-id.json");
        try (Stage stage = new Stage(SCENARIO, "[1s, 2s]", "1s")) {
            stage.genesys().openConversation(ORGANIZATION, CONVERSATION);
            stage.genesys().closeConversation(CONVERSATION);
            WorkerProcess worker = stage.startWorker();

            for (byte[] event : List.of(
                    end,
                    endWithoutContact,
                    sample("aws-event-bridge-conversation-start-event.json"),
                    sample("aws-event-bridge-non-conversation-event.json"))) {
                assertThat(stage.post(worker, event)).isEqualTo(202);
            }

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(stage.topics().ledger()).hasSize(2));
            assertThat(stage.topics().ledger()).allSatisfy(entry -> {
                assertThat(entry.path("outcome").asString()).isEqualTo("DELIVERED");
                assertThat(entry.path("organizationId").asString()).isEqualTo(ORGANIZATION.value());
                assertThat(entry.path("conversationId").asString()).isEqualTo(CONVERSATION.value());
                assertThat(entry.path("closedAt").asString()).isEqualTo("2022-04-06T09:31:44.949Z");
            });
            assertThat(stage.topics().ledger())
                    .extracting((JsonNode entry) -> entry.path("reason").asString())
                    .containsExactlyInAnyOrder("ACCEPTED", "ALREADY_APPLIED");
            assertThat(stage.topics().all("closures"))
                    .extracting(record -> record.value())
                    .containsExactlyInAnyOrder(end, endWithoutContact);
            assertThat(stage.genesys().truth().summary().duplicateWrapUps()).isZero();
        }
    }

    private static byte[] sample(String name) throws IOException {
        return Files.readAllBytes(SAMPLES.resolve(name));
    }
}
