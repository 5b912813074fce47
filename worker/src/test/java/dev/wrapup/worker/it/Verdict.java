package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Summary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What must hold at the end of any run in which every interaction becomes ready: by the platform's own truth. */
final class Verdict {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Verdict() {}

    /** Waits until every closure has a final ledger entry, then judges. */
    static void everyClosureIsDeliveredExactlyOnce(Stage stage, List<ClosedConversation> closed)
            throws InterruptedException {
        List<ConversationId> ids = Stage.ids(closed);
        stage.genesys().truth().awaitDelivered(closed.size(), PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(stage.topics().ledgerByConversation()).hasSizeGreaterThanOrEqualTo(ids.size()));

        Map<String, List<JsonNode>> ledger = stage.topics().ledgerByConversation();
        assertThat(ids).allSatisfy(id -> {
            assertThat(ledger.getOrDefault(id.value(), List.of()))
                    .as("ledger entries of %s", id)
                    .hasSize(1);
            assertThat(ledger.get(id.value()).getFirst().path("outcome").asString())
                    .isEqualTo("DELIVERED");
        });
        Summary truth = stage.genesys().truth().summary();
        assertThat(truth.delivered()).as("delivered").isEqualTo(closed.size());
        assertThat(truth.duplicateWrapUps()).as("second wrap-ups").isZero();
        assertThat(truth.wrongOrganizationRequests())
                .as("requests in a wrong organization")
                .isZero();
    }
}
