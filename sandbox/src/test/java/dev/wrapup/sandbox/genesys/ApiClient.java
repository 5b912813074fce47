package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's API as a test asks it. */
final class ApiClient {

    static final String WRAP_UP = "{\"code\":\"7fb334b0-0e9e-11e4-9191-0800200c9a66\",\"notes\":\"done\"}";

    static final String AGENT = "a test";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private String token = "none";

    ApiClient(String url) {
        this.url = url;
    }

    String token() {
        return token;
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    /** Logs in and uses the token from now on. */
    ApiClient login(OAuthClient client) throws IOException, InterruptedException {
        token = json(login(client.id(), client.secret())).path("access_token").asString();
        return this;
    }

    HttpResponse<String> login(String id, String secret) throws IOException, InterruptedException {
        String pair = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(url + "/oauth/token"))
                .header("Authorization", "Basic " + pair)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    }

    HttpResponse<String> me(OrganizationId organization) throws IOException, InterruptedException {
        return send(authorized("/api/v2/tokens/me").header(Front.ORGANIZATION, organization.value()));
    }

    HttpResponse<String> verify(ConversationId id, OrganizationId organization)
            throws IOException, InterruptedException {
        return send(verification(id).header(Front.ORGANIZATION, organization.value()));
    }

    HttpResponse<String> verifyWithoutHeader(ConversationId id) throws IOException, InterruptedException {
        return send(verification(id));
    }

    HttpResponse<String> wrapUp(ConversationId id, OrganizationId organization)
            throws IOException, InterruptedException {
        return wrapUp(id, organization, WRAP_UP);
    }

    HttpResponse<String> wrapUp(ConversationId id, OrganizationId organization, String body)
            throws IOException, InterruptedException {
        return send(interaction(id, body).header(Front.ORGANIZATION, organization.value()));
    }

    HttpResponse<String> wrapUpWithoutHeader(ConversationId id) throws IOException, InterruptedException {
        return send(interaction(id, WRAP_UP));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(authorized(path));
    }

    private HttpRequest.Builder verification(ConversationId id) {
        return authorized("/api/v2/conversations/" + id);
    }

    private HttpRequest.Builder interaction(ConversationId id, String body) {
        return authorized("/api/v2/integrations/scripting/interactions/" + id + "/wrapup")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("User-Agent", AGENT)
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    }
}
