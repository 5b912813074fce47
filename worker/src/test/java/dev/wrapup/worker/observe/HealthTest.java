package dev.wrapup.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.service.HttpService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class HealthTest {

    @ParameterizedTest
    @CsvSource({
        "true, true, 200 up, 200 up",
        "true, false, 200 up, 503 down",
        "false, true, 503 down, 503 down", // what cannot go on is not ready either
        "false, false, 503 down, 503 down",
    })
    void liveAndReadyAreTwoAnswers(boolean live, boolean ready, String liveAnswer, String readyAnswer)
            throws Exception {
        HttpService http = new HttpService("health", 0, new Health(() -> live, () -> ready)::routes);
        http.start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(client, http.port(), "/health/live")).isEqualTo(liveAnswer);
            assertThat(get(client, http.port(), "/health/ready")).isEqualTo(readyAnswer);
        } finally {
            http.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 200 up", "false, 503 down"})
    void theFrontDoorHasAnAnswerOfItsOwn(boolean takes, String answer) throws Exception {
        HttpService http = new HttpService("health", 0, Health.ofFrontDoor(() -> takes));
        http.start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(client, http.port(), "/health/ingest")).isEqualTo(answer);
        } finally {
            http.stop();
        }
    }

    private static String get(HttpClient client, int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return response.statusCode() + " " + response.body().replaceAll("\\{\"status\":\"(\\w+)\"}", "$1");
    }
}
