package dev.wrapup.worker.genesys;

import dev.wrapup.config.Organization;
import dev.wrapup.config.Platform;
import dev.wrapup.worker.genesys.Tokens.Token;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request.
 *
 * @param body null for none
 * @param timeout for everything, from the first byte sent to the last byte read
 */
record Request(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable Body body,
        Duration timeout) {

    /** A request in an organization's context: its token, its header, its time. */
    static Request inContext(Organization organization, String method, String path, Token token, @Nullable Body body) {
        Platform platform = organization.platform();
        return new Request(
                method,
                URI.create(platform.apiUrl() + path),
                Map.of(
                        "Authorization",
                        "Bearer " + token.value(),
                        platform.organizationHeader(),
                        organization.id().value(),
                        "Accept",
                        "application/json"),
                body,
                platform.requestTimeout());
    }

    /** What is sent, and what it is. */
    record Body(String contentType, String text) {}

    /** Whether it changes nothing. */
    boolean isQuestion() {
        return method.equals("GET");
    }

    /** What it proves its sender with, as it stands in its {@code Authorization}; empty where it has none. */
    Optional<String> credential() {
        return Optional.ofNullable(headers.get("Authorization"))
                .map(header -> header.substring(header.indexOf(' ') + 1));
    }

    /** Without headers and body: secrets are among them. */
    @Override
    public String toString() {
        return method + " " + uri;
    }
}
