package dev.wrapup.worker.genesys;

import dev.wrapup.config.Organization;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.Clock;
import dev.wrapup.worker.genesys.Tokens.Denied;
import dev.wrapup.worker.genesys.Tokens.Token;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks at the platform with each organization's own eyes: its token, its header. It logs in and asks; it has no way to
 * send a wrap-up. Each question costs one request of the credentials' limit. For one thread.
 */
public final class Inspector implements AutoCloseable {

    /** Anything else would be anybody's text, on a person's terminal. */
    private static final Pattern SCOPE = Pattern.compile("[0-9A-Za-z:._-]{1,100}");

    private record Login(String credentials, URI loginUrl) {}

    private final Clock clock;
    private final Function<Duration, Transport> connecting;
    private final Map<Duration, Transport> transports = new HashMap<>();
    private final Map<Login, Tokens> tokens = new HashMap<>();

    /**
     * An inspector of these organizations. Nothing is sent before it is asked for.
     *
     * @param asker who asks: every request says {@code User-Agent: wrapup (<asker>)}
     */
    public Inspector(List<Organization> organizations, String asker, Clock clock) {
        this(clock, timeout -> new ApacheTransport("wrapup (" + asker + ")", timeout, secrets(organizations)));
    }

    Inspector(Clock clock, Function<Duration, Transport> connecting) {
        this.clock = clock;
        this.connecting = connecting;
    }

    private static Redaction secrets(List<Organization> organizations) {
        return Redaction.of(organizations.stream()
                .map(organization -> organization.credentials().clientSecret().value())
                .toList());
    }

    /** Whose token the organization's credentials bring, asked in its context. */
    public Identity identity(Organization organization) {
        return switch (tokens(organization).current()) {
            case Denied denied -> new Identity.NoToken(denied.failure());
            case Token token -> identity(organization, token);
        };
    }

    private Identity identity(Organization organization, Token token) {
        try {
            Response response = questions(organization).ask(organization, "/api/v2/tokens/me", token);
            if (!response.succeeded()) {
                return new Identity.Untold(Classification.ofQuestion(response, clock.now()));
            }
            return response.json().isObject()
                    ? known(response)
                    : new Identity.Untold(new Answer.Unavailable("not JSON: " + response.describe()));
        } catch (IOException e) {
            return new Identity.Untold(new Answer.Unavailable(Call.describe(e)));
        }
    }

    private static Identity known(Response response) {
        JsonNode body = response.json();
        return new Identity.Known(
                organization(body.path("organization")),
                organization(body.path("homeOrganization")),
                body.path("authorizedScope")
                        .valueStream()
                        .filter(JsonNode::isString)
                        .map(scope -> scope.asString(""))
                        .filter(scope -> SCOPE.matcher(scope).matches())
                        .filter(response.redaction()::isClean)
                        .toList());
    }

    private static @Nullable OrganizationId organization(JsonNode node) {
        return OrganizationId.parse(node.path("id").asString("")).orElse(null);
    }

    /** What the organization shows of the conversation. */
    public Sighting conversation(Organization organization, ConversationId conversation) {
        return switch (tokens(organization).current()) {
            case Denied denied -> Sighting.none(denied.failure());
            case Token token -> conversation(organization, conversation, token);
        };
    }

    private Sighting conversation(Organization organization, ConversationId conversation, Token token) {
        String path = organization.platform().conversationPath().replace("{conversationId}", conversation.value());
        try {
            Response response = questions(organization).ask(organization, path, token);
            return new Sighting(
                    meaning(organization, conversation, response),
                    response.succeeded() ? endTime(response.json()) : null,
                    response.correlationId());
        } catch (IOException e) {
            return Sighting.none(new Answer.Unavailable(Call.describe(e)));
        }
    }

    private Answer meaning(Organization organization, ConversationId conversation, Response response) {
        if (!response.succeeded()) {
            return Classification.ofQuestion(response, clock.now());
        }
        Optional<String> code = new WrapUpTemplate(organization.wrapUp()).code();
        return ConversationView.read(response.json(), conversation, code)
                .<Answer>map(found -> found)
                .orElseGet(() -> new Answer.Unavailable("not that conversation: " + response.describe()));
    }

    private static @Nullable Instant endTime(JsonNode conversation) {
        try {
            return Instant.parse(conversation.path("endTime").asString(""));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private Questions questions(Organization organization) {
        return new Questions(transport(organization));
    }

    private Tokens tokens(Organization organization) {
        return tokens.computeIfAbsent(
                new Login(
                        organization.credentials().name(),
                        organization.platform().loginUrl()),
                login -> new Tokens(
                        organization.credentials(), organization.platform(), transport(organization), clock));
    }

    private Transport transport(Organization organization) {
        return transports.computeIfAbsent(organization.platform().connectTimeout(), connecting);
    }

    @Override
    public void close() {
        transports.values().forEach(Inspector::close);
    }

    private static void close(Transport transport) {
        if (transport instanceof ApacheTransport connected) {
            connected.close();
        }
    }
}
