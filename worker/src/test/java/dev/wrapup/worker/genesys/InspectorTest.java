package dev.wrapup.worker.genesys;

import static dev.wrapup.worker.genesys.ScriptedTransport.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Organization;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InspectorTest {

    private static final Organization ACME = Samples.organization(Samples.ACME);

    private final ScriptedTransport platform = new ScriptedTransport();
    private final Inspector inspector = new Inspector(new ManualClock(), timeout -> platform);

    @Test
    void itAsksInTheOrganizationsContextAndNeverWithAnotherMethodThanGet() {
        platform.api(answer(404, "{}"));

        inspector.identity(ACME);
        inspector.conversation(ACME, Samples.CONVERSATION);

        assertThat(platform.logins()).hasSize(1);
        assertThat(platform.calls())
                .extracting(Request::toString)
                .containsExactly(
                        "GET https://platform.test/api/v2/tokens/me",
                        "GET https://platform.test/api/v2/conversations/" + Samples.CONVERSATION);
        assertThat(platform.calls())
                .allMatch(request -> request.body() == null)
                .extracting(Request::headers)
                .allMatch(headers -> Samples.ACME.value().equals(headers.get("X-Genesys-Organization-Id")))
                .allMatch(headers -> "Bearer token-1".equals(headers.get("Authorization")));
    }

    @Test
    void organizationsOfTheSameCredentialsShareAToken() {
        platform.api(answer(404, "{}"));

        inspector.conversation(ACME, Samples.CONVERSATION);
        inspector.conversation(Samples.organization(Samples.GLOBEX), Samples.CONVERSATION);

        assertThat(platform.logins()).hasSize(1);
    }

    @Test
    void whoseTheTokenIsIsReadFromTokensMe() {
        platform.api(answer(
                200,
                "{'organization': {'id': '" + Samples.ACME + "'}, 'homeOrganization': {'id': '" + Samples.GLOBEX
                        + "'}, 'authorizedScope': ['conversations', 'a b\\n', 7]}"));

        assertThat(inspector.identity(ACME))
                .isEqualTo(new Identity.Known(Samples.ACME, Samples.GLOBEX, List.of("conversations")));
    }

    @Test
    void aGatewayThatPutsTheTokenAmongTheScopesIsNotQuoted() {
        platform.api(new Response(
                200,
                Map.of(),
                "{\"authorizedScope\": [\"conversations\", \"token-1\"]}",
                false,
                Redaction.of(List.of("token-1"))));

        assertThat(inspector.identity(ACME)).isEqualTo(new Identity.Known(null, null, List.of("conversations")));
    }

    @Test
    void whatItDoesNotNameIsLeftOpen() {
        platform.api(answer(200, "{'organization': {'id': 'acme'}}"));

        assertThat(inspector.identity(ACME)).isEqualTo(new Identity.Known(null, null, List.of()));
    }

    @Test
    void withoutAnAnswerItIsUntold() {
        platform.api(answer(403, "{}")).api(answer(200, "<html>")).api(request -> {
            throw new IOException("connection reset");
        });

        assertThat(inspector.identity(ACME))
                .isEqualTo(new Identity.Untold(new Answer.Refused(false, "status 403: {}")));
        assertThat(inspector.identity(ACME))
                .isEqualTo(new Identity.Untold(new Answer.Unavailable("not JSON: status 200: <html>")));
        assertThat(inspector.identity(ACME)).isEqualTo(new Identity.Untold(new Answer.Unavailable("connection reset")));
    }

    @Test
    void withoutATokenNothingIsAsked() {
        platform.login(request -> answer(401, "{}"));
        Answer.Refused refused = new Answer.Refused(false, "no token: status 401");

        assertThat(inspector.identity(ACME)).isEqualTo(new Identity.NoToken(refused));
        assertThat(inspector.conversation(ACME, Samples.CONVERSATION)).isEqualTo(Sighting.none(refused));
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void whatTheOrganizationShowsOfTheConversationIsTold() {
        platform.api(answer(
                        200,
                        "{'id': '" + Samples.CONVERSATION + "', 'endTime': '2026-11-03T09:00:00.123Z'}",
                        Map.of("ININ-Correlation-Id", "abc-123")))
                .api(answer(200, "{'id': '" + Samples.CONVERSATION + "', 'endTime': 'yesterday'}"))
                .api(answer(200, "{'id': 'another'}"))
                .api(request -> {
                    throw new IOException("connection reset");
                });

        assertThat(inspector.conversation(ACME, Samples.CONVERSATION))
                .isEqualTo(new Sighting(
                        new Answer.Found(true, false), Instant.parse("2026-11-03T09:00:00.123Z"), "abc-123"));
        assertThat(inspector.conversation(ACME, Samples.CONVERSATION))
                .isEqualTo(new Sighting(new Answer.Found(true, false), null, null));
        assertThat(inspector.conversation(ACME, Samples.CONVERSATION).answer()).isInstanceOf(Answer.Unavailable.class);
        assertThat(inspector.conversation(ACME, Samples.CONVERSATION))
                .isEqualTo(Sighting.none(new Answer.Unavailable("connection reset")));
    }
}
