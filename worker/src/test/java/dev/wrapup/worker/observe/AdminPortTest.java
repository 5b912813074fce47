package dev.wrapup.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Secret;
import dev.wrapup.worker.service.Guard;
import dev.wrapup.worker.service.HttpService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class AdminPortTest {

    private final Guard guard = new Guard(Optional.of(new Secret("sesame")));
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpService port = AdminPort.of(
            0,
            List.of(
                    new Health(() -> true, () -> true)::routes,
                    new Metrics(guard)::routes,
                    routes -> routes.get(
                            "/page",
                            guard.before(request -> request.header("Content-Security-Policy", "default-src 'self'")
                                    .result("a page")))));

    @BeforeEach
    void open() {
        port.start();
    }

    @AfterEach
    void close() {
        port.stop();
        http.close();
    }

    @ParameterizedTest
    @CsvSource({"GET, /health/live, 200", "GET, /metrics, 401", "GET, /nowhere, 404", "POST, /metrics, 405"})
    void everyAnswerKeepsABrowserFromDoingAnythingElseWithIt(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = ask(method, path, "Bearer wrong");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'"));
    }

    @Test
    void aPartMayHaveAPolicyOfItsOwnAndIsGuarded() throws Exception {
        assertThat(ask("GET", "/page", "Bearer wrong").statusCode()).isEqualTo(401);

        HttpResponse<String> page = ask("GET", "/page", "Bearer sesame");

        assertThat(page.body()).isEqualTo("a page");
        assertThat(page.headers().allValues("Content-Security-Policy")).containsExactly("default-src 'self'");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    private HttpResponse<String> ask(String method, String path, String authorization) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port.port() + path))
                        .header("Authorization", authorization)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
