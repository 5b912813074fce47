package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Summary;
import dev.wrapup.sandbox.guarantee.Court;
import dev.wrapup.sandbox.guarantee.EvidenceReader;
import dev.wrapup.sandbox.guarantee.Platform;
import dev.wrapup.time.SystemClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What must hold at the end of any run in which every interaction becomes ready: by the platform's own truth. */
final class Trial {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Trial() {}

    /** Waits until every closure has a final ledger entry, then judges. */
    static void everyClosureIsDeliveredExactlyOnce(Stage stage, List<ClosedConversation> closed)
            throws InterruptedException {
        List<ConversationId> ids = Stage.ids(closed);
        stage.genesys().truth().awaitDelivered(closed.size(), PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                stage.topics().ledgerByConversation().keySet())
                        .containsAll(ids.stream().map(ConversationId::value).toList()));

        Map<String, List<JsonNode>> ledger = stage.topics().ledgerByConversation();
        assertThat(ids).allSatisfy(id -> {
            assertThat(ledger.getOrDefault(id.value(), List.of()))
                    .as("ledger entries of %s", id)
                    .hasSize(1);
            assertThat(ledger.get(id.value()).getFirst().path("outcome").asString())
                    .isEqualTo("DELIVERED");
        });
        everyGuaranteeIsKept(stage);
        Summary truth = stage.genesys().truth().summary();
        assertThat(truth.delivered()).as("delivered").isEqualTo(closed.size());
        assertThat(truth.duplicateWrapUps()).as("second wrap-ups").isZero();
        assertThat(truth.wrongOrganizationRequests())
                .as("requests in a wrong organization")
                .isZero();
    }

    /** All judges, over all that stands on the stage's topics by now. */
    private static void everyGuaranteeIsKept(Stage stage) {
        try (EvidenceReader reader = new EvidenceReader(stage.bootstrapServers(), stage.prefix(), new SystemClock())) {
            assertThat(reader.readToEnd(PATIENCE))
                    .as("the topics are read to their end")
                    .isTrue();
            Platform platform = Platform.of(stage.genesys().truth());
            var verdicts = Court.judge(reader.evidence(), platform);
            assertThat(Court.acquits(verdicts))
                    .as(() -> Court.text(verdicts, reader.evidence(), platform))
                    .isTrue();
        }
    }
}
