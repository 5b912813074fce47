package dev.wrapup.worker.genesys;

import dev.wrapup.config.Organization;
import dev.wrapup.config.Platform;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** The way to one platform for whoever may ask and must not change anything: it knows no method but GET. */
final class Questions {

    private final Transport transport;

    Questions(Transport transport) {
        this.transport = transport;
    }

    /** The answer to a question in the organization's context. */
    Response ask(Organization organization, String path, Tokens.Token token) throws IOException {
        Platform platform = organization.platform();
        return transport.exchange(new Request(
                "GET",
                URI.create(platform.apiUrl() + path),
                Map.of(
                        "Authorization",
                        "Bearer " + token.value(),
                        platform.organizationHeader(),
                        organization.id().value(),
                        "Accept",
                        "application/json"),
                null,
                platform.requestTimeout()));
    }
}
