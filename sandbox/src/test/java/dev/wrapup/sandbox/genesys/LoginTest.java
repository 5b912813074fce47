package dev.wrapup.sandbox.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginTest extends SimulatorTest {

    LoginTest() throws Exception {}

    @Test
    void theRightSecretGivesABearerTokenForADay() throws Exception {
        HttpResponse<String> token = api.login(client().id(), client().secret());

        assertThat(token.statusCode()).isEqualTo(200);
        assertThat(ApiClient.json(token).path("token_type").asString()).isEqualTo("bearer");
        assertThat(ApiClient.json(token).path("expires_in").asInt()).isEqualTo(86_399);
    }

    @Test
    void aWrongSecretOrClientIsInvalid() throws Exception {
        HttpResponse<String> refused = api.login(client().id(), "wrong");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(ApiClient.json(refused).path("error").asString()).isEqualTo("invalid_client");
        assertThat(api.login("nobody", client().secret()).statusCode()).isEqualTo(401);
    }

    @Test
    void aRevokedTokenIsRefusedLongBeforeItExpires() throws Exception {
        assertThat(api.verify(UNKNOWN, one).statusCode()).isEqualTo(404);

        genesys.revokeTokens(client().id());

        HttpResponse<String> refused = api.verify(UNKNOWN, one);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(ApiClient.json(refused).path("code").asString()).isEqualTo("bad.credentials");
        assertThat(api.login(client()).verify(UNKNOWN, one).statusCode()).isEqualTo(404);
    }

    @Test
    void aTokenExpires() throws Exception {
        clock.advance(Duration.ofSeconds(86_398));
        assertThat(api.verify(UNKNOWN, one).statusCode()).isEqualTo(404);
        clock.advance(Duration.ofSeconds(1));
        assertThat(api.verify(UNKNOWN, one).statusCode()).isEqualTo(401);
    }

    @Test
    void aChangedSecretLocksOutNewLoginsOnly() throws Exception {
        genesys.changeSecret(client().id(), "new");

        assertThat(api.login(client().id(), client().secret()).statusCode()).isEqualTo(401);
        assertThat(api.login(client().id(), "new").statusCode()).isEqualTo(200);
        assertThat(api.verify(UNKNOWN, one).statusCode()).isEqualTo(404);
    }

    @Test
    void theLoginCanBeDownToo() throws Exception {
        genesys.loginFaults().next(1, Fault.status(503));

        assertThat(api.login(client().id(), client().secret()).statusCode()).isEqualTo(503);
        assertThat(api.login(client().id(), client().secret()).statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatDoesNotExistCannotBeChanged() {
        assertThatIllegalArgumentException().isThrownBy(() -> genesys.revokeTokens("nobody"));
    }
}
