package dev.wrapup.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Organization;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.genesys.ApiTraffic;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiCountTest {

    private static final Organization ACME = Samples.organization(Samples.ACME);
    private static final long MILLI = 1_000_000;

    private final Exposed exposed = new Exposed();
    private final ApiCount count = new ApiCount(exposed.metrics().families());

    @AfterEach
    void close() {
        exposed.close();
    }

    @Test
    void requestsAreCountedByWhatWasAskedAndTheStatus() {
        count.answered(ACME, ApiTraffic.Kind.CONVERSATION, 200, 20 * MILLI);
        count.answered(ACME, ApiTraffic.Kind.WRAPUP, 404, 20 * MILLI);
        count.answered(ACME, ApiTraffic.Kind.WRAPUP, ApiTraffic.NO_ANSWER, 5_000 * MILLI);
        count.loggedIn(ACME.credentials(), 401, MILLI);

        assertThat(exposed.of("wrapup_api_requests_total"))
                .containsExactlyInAnyOrder(
                        "wrapup_api_requests_total{call=\"conversation\",org=\"acme\",status=\"200\"} 1.0",
                        "wrapup_api_requests_total{call=\"wrapup\",org=\"acme\",status=\"404\"} 1.0",
                        "wrapup_api_requests_total{call=\"wrapup\",org=\"acme\",status=\"none\"} 1.0");
        assertThat(exposed.of("wrapup_token_requests_total"))
                .containsExactly("wrapup_token_requests_total{credentials=\"appfoundry\",status=\"401\"} 1.0");
        assertThat(exposed.of("wrapup_api_request_seconds_count"))
                .containsExactlyInAnyOrder(
                        "wrapup_api_request_seconds_count{call=\"conversation\"} 1",
                        "wrapup_api_request_seconds_count{call=\"token\"} 1",
                        "wrapup_api_request_seconds_count{call=\"wrapup\"} 2");
        assertThat(count.requests(ACME)).isEqualTo(3);
    }

    @Test
    void whateverAGatewayAnswersThereAreFewStatuses() {
        IntStream.range(100, 1_000).forEach(status -> count.answered(ACME, ApiTraffic.Kind.WRAPUP, status, MILLI));

        assertThat(exposed.of("wrapup_api_requests_total"))
                .hasSizeLessThan(20)
                .anyMatch(line -> line.contains("other"));
    }
}
