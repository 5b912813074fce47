package dev.wrapup.sandbox.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.ConversationId;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiTest extends SimulatorTest {

    ApiTest() throws Exception {}

    @Test
    void aClosedConversationHasAnEndTimeAndAnOpenOneHasNone() throws Exception {
        ConversationId open = genesys.openConversation(one);
        ClosedConversation closed = genesys.closeConversation(one);

        JsonNode openBody = ApiClient.json(api.verify(open, one));
        JsonNode closedBody = ApiClient.json(api.verify(closed.id(), one));

        assertThat(openBody.path("id").asString()).isEqualTo(open.value());
        assertThat(openBody.has("endTime")).isFalse();
        assertThat(openBody.has("state")).isFalse();
        assertThat(closedBody.path("endTime").asString())
                .isEqualTo(closed.closedAt().toString());
    }

    @Test
    void anAcceptedWrapUpAnswers202WithoutABodyAndIsTheAgentsFromThenOn() throws Exception {
        ClosedConversation closed = genesys.closeConversation(one);
        assertThat(agent(ApiClient.json(api.verify(closed.id(), one))).has("wrapup"))
                .isFalse();

        HttpResponse<String> accepted = api.wrapUp(closed.id(), one);

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).isEmpty();
        JsonNode wrapUp = agent(ApiClient.json(api.verify(closed.id(), one))).path("wrapup");
        assertThat(wrapUp.path("code").asString()).isEqualTo("7fb334b0-0e9e-11e4-9191-0800200c9a66");
        assertThat(wrapUp.path("notes").asString()).isEqualTo("done");
    }

    @Test
    void aWrapUpIsNotFoundUntilTheVeryMomentOfReadiness() throws Exception {
        ClosedConversation closed = genesys.closeConversation(one);
        genesys.readyAt(closed.id(), clock.now().plusMillis(500));

        clock.advance(Duration.ofMillis(499));
        assertThat(api.verify(closed.id(), one).statusCode()).isEqualTo(200);
        assertThat(api.wrapUp(closed.id(), one).statusCode()).isEqualTo(404);
        clock.advance(Duration.ofMillis(1));
        assertThat(api.wrapUp(closed.id(), one).statusCode()).isEqualTo(202);
    }

    @Test
    void anOpenConversationAndOneThatIsNeverReadyAcceptNoWrapUp() throws Exception {
        ConversationId open = genesys.openConversation(one);
        ClosedConversation never = genesys.closeConversation(one);
        genesys.neverReady(never.id());
        clock.advance(Duration.ofDays(1).minusMinutes(1));

        assertThat(api.wrapUp(open, one).statusCode()).isEqualTo(404);
        assertThat(api.wrapUp(never.id(), one).statusCode()).isEqualTo(404);
    }

    @Test
    void aBodyThatIsNoJsonObjectIsABadRequest() throws Exception {
        ClosedConversation closed = genesys.closeConversation(one);

        HttpResponse<String> refused = api.wrapUp(closed.id(), one, "[]");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(ApiClient.json(refused).path("code").asString()).isEqualTo("bad.request");
    }

    @Test
    void anErrorIsWrittenAsThePlatformDocumentsItAndCarriesItsCorrelation() throws Exception {
        HttpResponse<String> notFound = api.verify(UNKNOWN, one);

        String correlation =
                notFound.headers().firstValue("ININ-Correlation-Id").orElseThrow();
        assertThat(UUID.fromString(correlation).version()).isEqualTo(4);
        assertThat(notFound.statusCode()).isEqualTo(404);
        assertThat(notFound.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(notFound.body()).isEqualTo("""
                {"message":"The requested resource was not found.","code":"not.found","status":404,\
                "contextId":"%s","details":[],"errors":[]}""", correlation);
    }

    @Test
    void noTwoAnswersShareACorrelation() throws Exception {
        assertThat(api.verify(UNKNOWN, one).headers().firstValue("ININ-Correlation-Id"))
                .isNotEqualTo(api.verify(UNKNOWN, one).headers().firstValue("ININ-Correlation-Id"));
    }

    @Test
    void anUnknownPathIsNotFound() throws Exception {
        assertThat(api.get("/api/v2/users").statusCode()).isEqualTo(404);
        assertThat(api.get("/api/v2/conversations/..%2Ftokens").statusCode()).isIn(400, 404);
    }

    private static JsonNode agent(JsonNode conversation) {
        JsonNode agent = conversation.path("participants").path(1);
        assertThat(agent.path("purpose").asString()).isEqualTo("agent");
        return agent;
    }
}
