package dev.wrapup.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Secret;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.service.Guard;
import dev.wrapup.worker.service.HttpService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class MetricsTest {

    @Test
    void whoBringsTheTokenIsShownEveryMeterInPrometheusTextFormat() throws Exception {
        Metrics metrics = new Metrics(guard(Optional.of(new Secret("open, sesame"))));
        new NotFoundCount(metrics.meters(), List.of(Samples.organization(Samples.ACME)));

        HttpResponse<String> answer = get(metrics, "Bearer open, sesame");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(answer.body())
                .contains("# TYPE wrapup_not_found_total counter")
                .contains("wrapup_not_found_total{cause=\"race\",org=\"acme\"} 0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer open", "Basic open, sesame"})
    void nobodyElseIsShownAnything(String authorization) throws Exception {
        HttpResponse<String> answer = get(new Metrics(guard(Optional.of(new Secret("open, sesame")))), authorization);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body()).contains("admin.token").doesNotContain("wrapup_", "sesame");
    }

    @Test
    void withoutATokenInTheConfigurationNobodyIsLetInAndToldWhatToSet() throws Exception {
        HttpResponse<String> answer = get(new Metrics(guard(Optional.empty())), "Bearer ");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("admin.token must be set");
    }

    private static Guard guard(Optional<Secret> token) {
        return new Guard(token);
    }

    private static HttpResponse<String> get(Metrics metrics, String authorization) throws Exception {
        HttpService service = new HttpService("test", 0, metrics::routes);
        service.start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + "/metrics"))
                            .header("Authorization", authorization)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } finally {
            service.stop();
        }
    }
}
