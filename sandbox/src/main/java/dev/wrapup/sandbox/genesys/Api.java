package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the platform answers under {@code /api/v2}, in the order in which it checks: who, how often, where, what. */
final class Api {

    private static final String BEARER = "Bearer ";
    private static final int TOO_MANY_REQUESTS = 429;

    private final Clients clients;
    private final Conversations conversations;
    private final Organizations organizations;
    private final Truth truth;

    Api(Clients clients, Conversations conversations, Organizations organizations, Truth truth) {
        this.clients = clients;
        this.conversations = conversations;
        this.organizations = organizations;
        this.truth = truth;
    }

    /**
     * What a request's headers say; null where it has no such header.
     *
     * @param agent the {@code User-Agent}
     */
    record Headers(
            @Nullable String authorization,
            @Nullable String organization,
            @Nullable String agent) {}

    /** Reads a request that comes in now. */
    Asked read(Route route, Headers headers, String body, Instant now) {
        String authorization = headers.authorization();
        LiveClient client = authorization != null && authorization.startsWith(BEARER)
                ? clients.bearer(authorization.substring(BEARER.length()), now)
                : null;
        Conversation conversation = route.conversation() == null ? null : conversations.find(route.conversation());
        String organization = headers.organization();
        OrganizationId context = context(client, organization);
        return new Asked(route.call(), now, client, organization, headers.agent(), context, conversation, body);
    }

    private static @Nullable OrganizationId context(@Nullable LiveClient client, @Nullable String header) {
        if (header != null) {
            return OrganizationId.parse(header).orElse(null);
        }
        return client == null ? null : client.client().home();
    }

    /** How long the platform takes over this request. */
    Duration latency(Asked asked) {
        return asked.context() == null ? Duration.ZERO : organizations.latency(asked.context());
    }

    /** Answers a request, and writes down that it was made. */
    Reply answer(Asked asked, String contextId, Instant now) {
        Reply reply = reply(asked, contextId, now);
        if (asked.client() != null) {
            asked.client().asked(asked.at(), reply.status() == TOO_MANY_REQUESTS);
        }
        if (asked.call() != Call.ME) {
            writeDown(asked, reply.status());
        }
        return reply;
    }

    private void writeDown(Asked asked, int status) {
        boolean wrongOrganization = asked.wrongOrganization();
        if (asked.conversation() == null) {
            truth.strayed(wrongOrganization);
            return;
        }
        String client = asked.client() == null ? null : asked.client().client().id();
        asked.conversation()
                .asked(new History.Request(
                        asked.at(), asked.call(), client, asked.header(), asked.agent(), status, wrongOrganization));
    }

    private Reply reply(Asked asked, String contextId, Instant now) {
        if (asked.client() == null) {
            return Reply.of(Errors.badCredentials(contextId));
        }
        RateWindow.Usage usage = asked.client().window().count(now);
        Reply reply = usage.refused()
                ? Reply.of(Errors.tooManyRequests(usage.resetSeconds(), contextId))
                : admitted(asked, asked.client().client(), contextId, now);
        return usage.limited()
                ? reply.with("inin-ratelimit-count", usage.count())
                        .with("inin-ratelimit-allowed", usage.allowed())
                        .with("inin-ratelimit-reset", usage.resetSeconds())
                : reply;
    }

    private Reply admitted(Asked asked, OAuthClient client, String contextId, Instant now) {
        if (asked.call() == Call.ME && !asked.served()) { // a token is its client's, wherever it is shown
            SimulatedOrganization home = organizations.get(client.home());
            return Reply.of(Answer.json(200, Bodies.me(client, home, home)));
        }
        OrganizationId context = asked.context();
        if (context == null || !asked.served()) {
            return Reply.of(Errors.notServed(contextId));
        }
        Faults faults = organizations.faults(context);
        Optional<Fault> fault = faults.draw(asked.call());
        if (fault.filter(Reply::insteadOfWork).isPresent()) {
            return Reply.spoilt(Answer.empty(0), fault.get(), contextId);
        }
        Answer answer = work(asked, client, context, contextId, now);
        return (answer.status() == 202 ? faults.drawAccepted().or(() -> fault) : fault)
                .map(wrong -> Reply.spoilt(answer, wrong, contextId))
                .orElseGet(() -> Reply.of(answer));
    }

    private Answer work(Asked asked, OAuthClient client, OrganizationId context, String contextId, Instant now) {
        return switch (asked.call()) {
            case VERIFY ->
                asked.visible() == null
                        ? Errors.notFound(contextId)
                        : Answer.json(200, Bodies.conversation(asked.visible()));
            case SEND -> send(asked, context, contextId, now);
            case ME ->
                Answer.json(200, Bodies.me(client, organizations.get(context), organizations.get(client.home())));
            case LOGIN -> throw new IllegalArgumentException("a login is not under /api");
        };
    }

    private Answer send(Asked asked, OrganizationId context, String contextId, Instant now) {
        if (asked.visible() == null) {
            return Errors.notFound(contextId);
        }
        if (Json.object(asked.body()).isEmpty()) {
            return Errors.of(400, contextId, null);
        }
        int wrapUps = asked.visible().accept(new History.WrapUp(now, context, asked.body()));
        if (wrapUps == 1) {
            truth.delivered(context);
        }
        return wrapUps == 0 ? Errors.notFound(contextId) : Answer.empty(202);
    }
}
