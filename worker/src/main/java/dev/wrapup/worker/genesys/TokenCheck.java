package dev.wrapup.worker.genesys;

import dev.wrapup.config.Organization;
import dev.wrapup.config.Platform;
import dev.wrapup.worker.genesys.Tokens.Denied;
import dev.wrapup.worker.genesys.Tokens.Token;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Asks the platform whose token an organization's credentials bring, before any work depends on it. */
final class TokenCheck {

    private final Transport transport;

    TokenCheck(Transport transport) {
        this.transport = transport;
    }

    /** What is wrong, in words; empty when the token belongs to the organization. */
    Optional<String> problem(Organization organization, Tokens tokens) {
        return switch (tokens.current()) {
            case Denied denied -> Optional.of(denied.failure().detail());
            case Token token -> problem(organization, token);
        };
    }

    private Optional<String> problem(Organization organization, Token token) {
        Platform platform = organization.platform();
        Request request = new Request(
                "GET",
                URI.create(platform.apiUrl() + "/api/v2/tokens/me"),
                Map.of(
                        "Authorization",
                        "Bearer " + token.value(),
                        platform.organizationHeader(),
                        organization.id().value(),
                        "Accept",
                        "application/json"),
                null,
                platform.requestTimeout());
        try {
            return problem(organization, transport.exchange(request));
        } catch (IOException e) {
            return Optional.of("the API did not answer: " + Call.describe(e));
        }
    }

    private static Optional<String> problem(Organization organization, Response response) {
        if (!response.succeeded()) {
            return Optional.of("the API refused the token: " + response.describe());
        }
        String owner = response.json().path("organization").path("id").asString("");
        return owner.equalsIgnoreCase(organization.id().value())
                ? Optional.empty()
                : Optional.of("the token belongs to another organization: "
                        + (owner.isEmpty() ? "the answer names none" : owner.replaceAll("[^0-9A-Za-z-]", "")));
    }
}
