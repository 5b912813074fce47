package dev.wrapup.sandbox.genesys;

import static dev.wrapup.sandbox.genesys.ApiClient.AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class TruthTest extends SimulatorTest {

    TruthTest() throws Exception {}

    @Test
    void eachFigureCountsWhatItSays() throws Exception {
        ClosedConversation delivered = genesys.closeConversation(one);
        ClosedConversation early = genesys.closeConversation(one);
        ClosedConversation never = genesys.closeConversation(two);
        genesys.openConversation(two);
        genesys.readyAt(early.id(), clock.now().plusSeconds(1));
        genesys.neverReady(never.id());

        api.verify(delivered.id(), one);
        api.wrapUp(delivered.id(), one);
        api.wrapUp(delivered.id(), one);
        api.wrapUp(early.id(), one);
        api.wrapUp(never.id(), two);
        api.verify(never.id(), one);
        api.verify(UNKNOWN, one);
        api.me(one);

        Summary all = genesys.truth().summary();
        assertThat(all.closures()).isEqualTo(3);
        assertThat(all.delivered()).isEqualTo(1);
        assertThat(all.duplicateWrapUps()).isEqualTo(1);
        assertThat(all.wrongOrganizationRequests()).isEqualTo(1);
        assertThat(all.apiCalls()).isEqualTo(7);
        assertThat(all.notReadyResponses()).isEqualTo(2);
        assertThat(all.neverReady()).containsExactly(never.id());
        assertThat(genesys.truth().summary(one).closures()).isEqualTo(2);
        assertThat(genesys.truth().summary(two).notReadyResponses()).isEqualTo(1);
    }

    @Test
    void theDelayCountsFromReadinessOrFromTheFirstEmissionWhicheverIsLater() throws Exception {
        ClosedConversation late = genesys.closeConversation(one);
        ClosedConversation emittedLate = genesys.closeConversation(one);
        genesys.emitted(late.id());
        genesys.readyAt(late.id(), clock.now().plusSeconds(10));
        clock.advance(Duration.ofSeconds(11));
        genesys.emitted(emittedLate.id());
        clock.advance(Duration.ofSeconds(2));
        genesys.emitted(emittedLate.id()); // a duplicate: the first counts
        api.wrapUp(late.id(), one);
        api.wrapUp(emittedLate.id(), one);
        clock.advance(Duration.ofSeconds(5));
        api.wrapUp(late.id(), one);

        Summary summary = genesys.truth().summary();
        assertThat(summary.readyToDelivered()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(summary.readyToDelivered(0.5)).isEqualTo(Duration.ofSeconds(2));
        assertThat(summary.readyToDelivered(0.99)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whatAClientTookOfItsLimitIsEveryRequestWithItsTokenButNoLogin() throws Exception {
        Instant began = clock.now();
        api.me(one);
        clock.advance(Duration.ofSeconds(7));
        api.verify(UNKNOWN, two);
        new ApiClient(genesys.url()).verify(UNKNOWN, two); // without a token

        assertThat(genesys.truth().clients())
                .containsExactly(new Consumption("appfoundry", 2, 0, began, began.plusSeconds(7)));
    }

    @Test
    void aHistoryTellsWhichTokenHeaderAndConversationMet() throws Exception {
        ClosedConversation closed = genesys.closeConversation(one);
        api.verify(closed.id(), two);
        api.wrapUp(closed.id(), one);

        History history = genesys.truth().history(closed.id()).orElseThrow();

        assertThat(history.organization()).isEqualTo(one);
        assertThat(history.requests())
                .containsExactly(
                        new History.Request(clock.now(), Call.VERIFY, "appfoundry", two.value(), AGENT, 404, true),
                        new History.Request(clock.now(), Call.SEND, "appfoundry", one.value(), AGENT, 202, false));
        assertThat(history.wrapUps()).containsExactly(new History.WrapUp(clock.now(), one, ApiClient.WRAP_UP));
    }

    @Test
    void aRetryStormIsCountedButNotKept() throws Exception {
        ClosedConversation closed = genesys.closeConversation(one);
        int requests = Conversation.MAX_REQUESTS + 10;
        for (int i = 0; i < requests; i++) {
            api.verify(closed.id(), one);
        }

        assertThat(genesys.truth().summary().apiCalls()).isEqualTo(requests);
        assertThat(genesys.truth().history(closed.id()).orElseThrow().requests())
                .hasSize(Conversation.MAX_REQUESTS);
    }

    @Test
    void aWrongRequestIsKeptHoweverManyRightOnesFollow() throws Exception {
        ClosedConversation closed = genesys.closeConversation(one);
        api.verify(closed.id(), two);
        for (int i = 0; i < Conversation.MAX_REQUESTS + 10; i++) {
            api.verify(closed.id(), one);
        }

        assertThat(genesys.truth().history(closed.id()).orElseThrow().requests())
                .hasSize(Conversation.MAX_REQUESTS)
                .filteredOn(History.Request::wrongOrganization)
                .hasSize(1);
    }

    @Test
    void aTestCanWaitForDeliveries() throws Exception {
        ClosedConversation closed = genesys.closeConversation(one);
        assertThat(genesys.truth().awaitDelivered(1, Duration.ofMillis(1))).isFalse();

        Thread sender = Thread.startVirtualThread(() -> {
            try {
                api.wrapUp(closed.id(), one);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(genesys.truth().awaitDelivered(1, Duration.ofSeconds(10))).isTrue();
        sender.join();
    }

    @Test
    void theTruthCanBeReadOverHttpOutsideTheApi() throws Exception {
        ClosedConversation closed = genesys.closeConversation(one);
        api.wrapUp(closed.id(), one);

        JsonNode summary = ApiClient.json(api.get("/truth"));
        JsonNode history = ApiClient.json(api.get("/truth/conversations/" + closed.id()));

        assertThat(summary.propertyNames())
                .containsExactly(
                        "closures",
                        "delivered",
                        "duplicateWrapUps",
                        "wrongOrganizationRequests",
                        "apiCalls",
                        "notReadyResponses",
                        "neverReady",
                        "readyToDeliveredMillis",
                        "clients");
        assertThat(summary.path("delivered").asInt()).isEqualTo(1);
        assertThat(summary.at("/clients/0/client").asString()).isEqualTo("appfoundry");
        assertThat(summary.at("/clients/0/requests").asInt()).isEqualTo(1);
        assertThat(history.path("wrapUps")).hasSize(1);
        assertThat(history.path("organization").asString()).isEqualTo(one.value());
        assertThat(api.get("/health").statusCode()).isEqualTo(200);
        assertThat(api.get("/truth/conversations/" + UNKNOWN).statusCode()).isEqualTo(404);
    }
}
