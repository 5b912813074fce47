package dev.wrapup.sandbox.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest extends SimulatorTest {

    RateLimitTest() throws Exception {
        super(Scenario.oneClient(2).eachClient(client -> client.withRequestsPerMinute(3)));
    }

    @Test
    void everyAnswerSaysWhatIsUsedAllowedAndWhenItStartsAnew() throws Exception {
        api.verify(UNKNOWN, one);
        clock.advance(Duration.ofMillis(17_500));
        HttpResponse<String> second = api.verify(UNKNOWN, one);

        assertThat(header(second, "inin-ratelimit-count")).isEqualTo("2");
        assertThat(header(second, "inin-ratelimit-allowed")).isEqualTo("3");
        assertThat(header(second, "inin-ratelimit-reset")).isEqualTo("43");
    }

    @Test
    void pastTheLimitEveryOrganizationOfTheClientIsRefused() throws Exception {
        use(3);
        clock.advance(Duration.ofSeconds(18));

        HttpResponse<String> refused = api.verify(UNKNOWN, two);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "Retry-After")).isEqualTo("42");
        assertThat(refused.body()).isEqualTo("""
                {"message":"Rate limit exceeded the maximum. Retry the request in [42] seconds",\
                "code":"too.many.requests.retry.after","status":429,"contextId":"%s","details":[],"errors":[]}""", header(refused, "ININ-Correlation-Id"));
    }

    @Test
    void theWindowIsOneMinuteFromItsFirstRequest() throws Exception {
        use(4);
        clock.advance(Duration.ofSeconds(60).minusMillis(1));
        assertThat(api.verify(UNKNOWN, one).statusCode()).isEqualTo(429);
        clock.advance(Duration.ofMillis(1));
        assertThat(api.verify(UNKNOWN, one).statusCode()).isEqualTo(404);
    }

    @Test
    void aNewTokenDoesNotLiftTheLimit() throws Exception {
        use(3);
        assertThat(api.login(client()).verify(UNKNOWN, one).statusCode()).isEqualTo(429);
    }

    @Test
    void refusedRequestsAreApiCallsAndDoNothing() throws Exception {
        ClosedConversation closed = genesys.closeConversation(one);
        use(3);

        assertThat(api.wrapUp(closed.id(), one).statusCode()).isEqualTo(429);
        assertThat(genesys.truth().summary().apiCalls()).isEqualTo(4);
        assertThat(genesys.truth().summary().delivered()).isZero();
    }

    private void use(int requests) throws Exception {
        for (int i = 0; i < requests; i++) {
            api.verify(UNKNOWN, one);
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }
}
