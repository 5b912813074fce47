package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Fault;
import dev.wrapup.sandbox.genesys.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A platform that answers garbage, half, late, wrong, or not at all. */
class HostilePlatformIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DELAYS = "[1s, 2s, 3s]";

    static Map<String, Fault> faults() {
        return Map.of(
                "garbage", Fault.garbage(),
                "a page of HTML", Fault.html(502),
                "half a body", Fault.halfBody(),
                "an empty body", Fault.emptyBody(),
                "a dropped connection", Fault.drop(),
                "status 500", Fault.status(500),
                "status 503", Fault.status(503));
    }

    static List<String> names() {
        return List.copyOf(faults().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aQuestionThatGetsNoUsableAnswerIsAskedAgainLater(String name) throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), DELAYS, "1s")) {
            List<ClosedConversation> closed = stage.close(1);
            stage.genesys().faults(organization(stage)).next(1, faults().get(name), Call.VERIFY);
            stage.startWorker();
            stage.produce(closed);

            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
            assertThat(stage.topics().all("delay.1s")).hasSize(1).allSatisfy(record -> {
                assertThat(TopicReader.header(record, "wrapup-reason")).isEqualTo("API_UNAVAILABLE");
                assertThat(TopicReader.header(record, "wrapup-pass")).isEqualTo("0");
            });
        }
    }

    @Test
    void aWrapUpWhoseAnswerWasLostIsNotSentASecondTime() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), DELAYS, "1s")) {
            List<ClosedConversation> closed = stage.close(6);
            stage.genesys().faults(organization(stage)).next(2, Fault.afterAccepting(Fault.drop()), Call.SEND);
            stage.genesys().faults(organization(stage)).next(2, Fault.afterAccepting(Fault.status(504)), Call.SEND);
            stage.genesys().faults(organization(stage)).next(2, Fault.afterAccepting(Fault.hang(PATIENCE)), Call.SEND);
            stage.startWorker();
            stage.produce(closed);

            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
            assertThat(stage.topics().ledger())
                    .extracting((JsonNode entry) -> entry.path("reason").asString())
                    .containsOnly("ALREADY_APPLIED");
        }
    }

    @Test
    void aWrapUpThatWasLostBeforeItArrivedIsSentAgain() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), DELAYS, "1s")) {
            List<ClosedConversation> closed = stage.close(1);
            stage.genesys().faults(organization(stage)).next(1, Fault.drop(), Call.SEND);
            stage.startWorker();
            stage.produce(closed);

            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
        }
    }

    @Test
    void aRequestThatThePlatformWillNeverTakeIsADeadLetterAtOnce() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), DELAYS, "1s")) {
            stage.genesys().faults(organization(stage)).always(Fault.status(400), Call.SEND);
            stage.startWorker();
            stage.produce(stage.close(1));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stage.topics().ledger()).hasSize(1));
            assertThat(stage.topics().ledger().getFirst().path("reason").asString())
                    .isEqualTo("REJECTED");
            assertThat(stage.topics().all("delay.1s")).isEmpty();
        }
    }

    @Test
    void refusedCredentialsHoldTheWorkAndItGoesOnByItselfOnceTheyAreMended() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), DELAYS, "1s")) {
            List<ClosedConversation> closed = stage.close(20);
            stage.genesys().changeSecret("appfoundry", "another secret");
            stage.startWorker();
            stage.produce(closed);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stage.topics().all("delay.3s"))
                            .hasSizeGreaterThanOrEqualTo(closed.size())
                            .allSatisfy(record -> assertThat(TopicReader.header(record, "wrapup-reason"))
                                    .isEqualTo("CREDENTIALS_REFUSED")));
            assertThat(stage.genesys().truth().summary().apiCalls()).isZero();

            stage.genesys().changeSecret("appfoundry", "appfoundry-secret");

            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
        }
    }

    @Test
    void tokensThatAreRevokedBeforeTheirTimeAreRenewed() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(2), DELAYS, "1s")) {
            stage.startWorker();
            List<ClosedConversation> closed = new java.util.ArrayList<>(stage.close(10));
            stage.produce(closed);
            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);

            stage.genesys().revokeTokens("appfoundry");
            List<ClosedConversation> more = stage.close(10);
            stage.produce(more);

            closed.addAll(more);
            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
            assertThat(stage.topics().all("delay.1s")).isEmpty();
        }
    }

    @Test
    void aConversationOfAnotherOrganizationIsNamedAsSuch() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(2), "[1s, 2s]", "0s")) {
            ClosedConversation elsewhere =
                    stage.genesys().closeConversation(stage.genesys().scenario().organization(2));
            ClosedConversation claimed =
                    new ClosedConversation(organization(stage), elsewhere.id(), elsewhere.closedAt());
            stage.startWorker();
            stage.produce(List.of(claimed));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stage.topics().ledger()).hasSize(1));
            assertThat(stage.topics().ledger().getFirst().path("reason").asString())
                    .isEqualTo("CONVERSATION_NOT_IN_ORGANIZATION");
            assertThat(stage.genesys().truth().summary().delivered()).isZero();
        }
    }

    private static OrganizationId organization(Stage stage) {
        return stage.genesys().scenario().organization(1);
    }
}
