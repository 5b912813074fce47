package dev.wrapup.worker.genesys;

import dev.wrapup.config.Organization;
import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.genesys.Tokens.Denied;
import dev.wrapup.worker.genesys.Tokens.Token;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the platform whose token an organization's credentials bring, before any work depends on it. */
final class TokenCheck {

    private static final Logger log = LoggerFactory.getLogger(TokenCheck.class);

    private final Organization organization;
    private final Questions questions;
    private final Clock clock;

    TokenCheck(Organization organization, Transport transport, Clock clock) {
        this.organization = organization;
        this.questions = new Questions(transport);
        this.clock = clock;
    }

    /** What is wrong, in words; empty when the token belongs to the organization. */
    Optional<String> problem(Tokens tokens) {
        return switch (tokens.current()) {
            case Denied denied -> Optional.of(denied.failure().detail());
            case Token token -> problem(token);
        };
    }

    private Optional<String> problem(Token token) {
        try {
            return failure(token, duration -> {}).map(Answer.Failure::detail);
        } catch (StoppedException e) {
            throw new IllegalStateException("nobody called it off", e);
        }
    }

    /**
     * Why the token must not be used; empty when it belongs to the organization.
     *
     * @throws StoppedException when waiting was called off; nothing was sent
     */
    Optional<Answer.Failure> failure(Token token, Waiting waiting) throws StoppedException {
        try {
            return failure(questions.ask(organization, "/api/v2/tokens/me", token, waiting));
        } catch (IOException e) {
            return unanswered(Call.describe(e));
        }
    }

    private Optional<Answer.Failure> failure(Response response) {
        if (response.succeeded() && response.json().isObject()) {
            return foreign(response.json().path("organization").path("id").asString(""));
        }
        if (response.succeeded()) {
            return unanswered("no JSON: " + response.describe());
        }
        return switch (Classification.ofQuestion(response, clock.now())) {
            case Answer.Refused refused ->
                Optional.of(new Answer.Refused(
                        refused.unauthenticated(), "the API refused the token: " + refused.detail()));
            case Answer.Rejected rejected -> unanswered(rejected.detail()); // it says nothing of a closure
            case Answer.Failure failure -> Optional.of(failure);
            default -> cannotBeTold(response);
        };
    }

    private static Optional<Answer.Failure> unanswered(String why) {
        return Optional.of(new Answer.Unavailable("whose the token is was not answered: " + why));
    }

    private Optional<Answer.Failure> foreign(String owner) {
        return owner.equalsIgnoreCase(organization.id().value())
                ? Optional.empty()
                : Optional.of(new Answer.Refused(
                        false,
                        "the token belongs to another organization: "
                                + (owner.isEmpty() ? "the answer names none" : owner.replaceAll("[^0-9A-Za-z-]", ""))));
    }

    /** A gateway may not know this page. What it knows is refused then where it is asked for. */
    private Optional<Answer.Failure> cannotBeTold(Response response) {
        log.atWarn()
                .addKeyValue("org", organization.id())
                .addKeyValue("name", organization.name())
                .addKeyValue("detail", response.describe())
                .log("Whose the token is cannot be told: the API has no /api/v2/tokens/me. It is used");
        return Optional.empty();
    }
}
