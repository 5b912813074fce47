package dev.wrapup.sandbox.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.OrganizationId;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OrganizationContextTest extends SimulatorTest {

    private static final OrganizationId STRANGER = new OrganizationId("11111111-1111-4111-8111-111111111111");

    private final ClosedConversation closed = genesys.closeConversation(one);

    OrganizationContextTest() throws Exception {}

    @Test
    void withoutTheHeaderTheDefaultTenantAnswersAndDoesNotKnowTheConversation() throws Exception {
        assertThat(api.verifyWithoutHeader(closed.id()).statusCode()).isEqualTo(404);
        assertThat(api.wrapUpWithoutHeader(closed.id()).statusCode()).isEqualTo(404);
        assertThat(wrongOrganizationRequests()).isEqualTo(2);
        assertThat(genesys.truth().summary().delivered()).isZero();
    }

    @Test
    void aConversationOfAnotherOrganizationIsNotFound() throws Exception {
        assertThat(api.verify(closed.id(), two).statusCode()).isEqualTo(404);
        assertThat(api.wrapUp(closed.id(), two).statusCode()).isEqualTo(404);
        assertThat(wrongOrganizationRequests()).isEqualTo(2);
        assertThat(genesys.truth().summary().notReadyResponses()).isZero();
    }

    @Test
    void anOrganizationThatTheClientDoesNotServeIsForbidden() throws Exception {
        HttpResponse<String> forbidden = api.verify(closed.id(), STRANGER);

        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(ApiClient.json(forbidden).path("code").asString()).isEqualTo("not.authorized");
        assertThat(api.verify(UNKNOWN, STRANGER).statusCode()).isEqualTo(403);
        assertThat(wrongOrganizationRequests()).isEqualTo(2);
    }

    @Test
    void theRightOrganizationIsNeverCountedAsWrong() throws Exception {
        assertThat(api.verify(closed.id(), one).statusCode()).isEqualTo(200);
        assertThat(api.wrapUp(closed.id(), one).statusCode()).isEqualTo(202);
        assertThat(api.verify(UNKNOWN, one).statusCode()).isEqualTo(404);
        assertThat(wrongOrganizationRequests()).isZero();
    }

    @Test
    void aRequestForAnUnknownConversationWithoutTheHeaderIsAGuessAndCounted() throws Exception {
        assertThat(api.verifyWithoutHeader(UNKNOWN).statusCode()).isEqualTo(404);
        assertThat(wrongOrganizationRequests()).isEqualTo(1);
    }

    @Test
    void theTokenKnowsItsContextAndItsHome() throws Exception {
        JsonNode me = ApiClient.json(api.me(two));

        assertThat(me.path("organization").path("id").asString()).isEqualTo(two.value());
        assertThat(me.path("organization").path("name").asString()).isEqualTo("org-2");
        assertThat(me.path("homeOrganization").path("id").asString()).isEqualTo(Scenario.VENDOR.value());
        assertThat(me.path("OAuthClient").path("id").asString()).isEqualTo("appfoundry");
        assertThat(me.path("authorizedScope").isArray()).isTrue();
    }

    @Test
    void aClientOfOneOrganizationNeedsNoHeader() throws Exception {
        Scenario official = Scenario.clientEach(2);
        SimulatedGenesys other = SimulatedGenesys.start(official, clock);
        try {
            ClosedConversation its = other.closeConversation(one);
            ApiClient own = new ApiClient(other.url()).login(official.clientOf(one));
            assertThat(own.wrapUpWithoutHeader(its.id()).statusCode()).isEqualTo(202);
            assertThat(other.truth().summary().wrongOrganizationRequests()).isZero();

            ApiClient foreign = new ApiClient(other.url()).login(official.clientOf(two));
            assertThat(foreign.verifyWithoutHeader(its.id()).statusCode()).isEqualTo(404);
            assertThat(foreign.verify(its.id(), one).statusCode()).isEqualTo(403);
            assertThat(ApiClient.json(foreign.me(one))
                            .path("organization")
                            .path("id")
                            .asString())
                    .as("a token is its client's, wherever it is shown")
                    .isEqualTo(two.value());
            assertThat(other.truth().summary().wrongOrganizationRequests()).isEqualTo(2);
        } finally {
            other.stop();
        }
    }

    private long wrongOrganizationRequests() {
        return genesys.truth().summary().wrongOrganizationRequests();
    }
}
