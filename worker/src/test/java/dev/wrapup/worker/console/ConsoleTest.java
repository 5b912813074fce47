package dev.wrapup.worker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Config;
import dev.wrapup.config.Secret;
import dev.wrapup.config.Verification;
import dev.wrapup.worker.Configs;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.observe.AdminPort;
import dev.wrapup.worker.service.Guard;
import dev.wrapup.worker.service.HttpService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's port, without Kafka behind it. */
class ConsoleTest {

    private static final Config CONFIG = Configs.with(List.of(Samples.organization(Samples.ACME)), Verification.ALWAYS);

    private final HttpClient http = HttpClient.newHttpClient();
    private HttpService port = open(Optional.of(new Secret("sesame")));

    private static HttpService open(Optional<Secret> token) {
        Console console = new Console(CONFIG, new KafkaClients(CONFIG), new Guard(token), new ManualClock());
        HttpService port = AdminPort.of(0, List.of(console::routes));
        port.start();
        return port;
    }

    @AfterEach
    void close() {
        http.close();
        port.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "console.js", "console.css", "lit-html.js", "uPlot.esm.js", "uPlot.min.css", "icon.svg"})
    void thePageAndItsPartsAreOpenAndLetNothingElseIn(String part) throws Exception {
        HttpResponse<String> answer = send(get("console/" + part));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNotBlank();
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "console"})
    void everyOtherWayLeadsToThePage(String path) throws Exception {
        HttpResponse<String> answer = send(get(path));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("console/");
    }

    @Test
    void whatIsNoPartOfThePageIsNotThere() throws Exception {
        assertThat(send(get("console/package-info.class")).statusCode()).isEqualTo(404);
        assertThat(send(get("console/..%2f..%2fcli%2fMain.class")).statusCode()).isGreaterThanOrEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "overview",
                "series",
                "dead-letters",
                "dead-letters/3@17",
                "conversations/2f7bf00a-0fc2-4d6a-9b56-92238191433e"
            })
    void nothingIsToldWithoutTheToken(String question) throws Exception {
        assertThat(send(get("console/api/" + question)).statusCode()).isEqualTo(401);
        HttpRequest wrong = get("console/api/" + question)
                .header("Authorization", "Bearer sesam")
                .build();
        assertThat(send(wrong).statusCode()).isEqualTo(401);
        assertThat(send(get("console/api/" + question + "?token=sesame")).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "errand", "errand/stop"})
    void nothingIsChangedWithoutTheTokenNorByAForm(String change) throws Exception {
        assertThat(send(post(change, "application/json", "{}", null)).statusCode())
                .isEqualTo(401);
        assertThat(send(post(change, "application/x-www-form-urlencoded", "a=b", "sesame"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(post(change, "text/plain", "{}", "sesame")).statusCode())
                .isEqualTo(415);
    }

    @Test
    void whereNoTokenIsConfiguredItSaysSoAndShowsNothing() throws Exception {
        port.stop();
        port = open(Optional.empty());
        HttpResponse<String> answer = send(get("console/api/overview").header("Authorization", "Bearer "));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("admin.token");
    }

    @Test
    void theOverviewIsThereBeforeAnythingWasRead() throws Exception {
        HttpResponse<String> answer = send(get("console/api/overview").header("Authorization", "Bearer sesame"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.body())
                .contains("\"name\":\"acme\"", "\"workers\":[]")
                .doesNotContain("perMinute");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "null",
                "{'unknown':1}",
                "{'outcome':'DELIVERED'}",
                "{'outcome':'REPLAYED','expected':1,'fingerprint':'00','by':'Ada'}",
                "{'outcome':'REPLAYED','expected':1,'by':'Ada','filter':{'until':'2026-11-03T09:00:00Z'}}",
                "{'outcome':'REPLAYED','expected':200001,'fingerprint':'00','by':'Ada','filter':{'until':'2026-11-03T09:00:00Z'}}",
                "{'outcome':'REPLAYED','expected':1,'fingerprint':'00','filter':{'until':'2026-11-03T09:00:00Z'}}",
                "{'outcome':'REPLAYED','expected':1,'fingerprint':'00','by':'Ada','filter':{'until':'tomorrow'}}",
                "{'outcome':'REPLAYED','expected':1,'fingerprint':'00','by':'Ada','filter':{'until':'2026-11-03T09:00:00Z','place':['x']}}",
                "{'outcome':'REPLAYED','expected':1,'fingerprint':'00','by':'Ada','perSecond':0,'filter':{'until':'2026-11-03T09:00:00Z'}}"
            })
    void anOrderThatMakesNoSenseIsRefused(String order) throws Exception {
        HttpResponse<String> answer = send(post("errand", "application/json", order.replace('\'', '"'), "sesame"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"error\"");
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port.port() + "/" + path));
    }

    private HttpRequest post(String path, String type, String body, String token) {
        HttpRequest.Builder request =
                get("console/api/" + path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
        return (token == null ? request : request.header("Authorization", "Bearer " + token)).build();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return send(request.build());
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
