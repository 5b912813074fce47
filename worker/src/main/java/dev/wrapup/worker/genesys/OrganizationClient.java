package dev.wrapup.worker.genesys;

import dev.wrapup.config.Organization;
import dev.wrapup.event.Closure;
import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Reason;
import dev.wrapup.worker.genesys.Tokens.Denied;
import dev.wrapup.worker.genesys.Tokens.Token;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One organization's calls, in its own context: its token, its header, its breaker, its credentials' pacing.
 * Thread-safe.
 */
final class OrganizationClient implements Genesys {

    private final Organization organization;
    private final Means means;
    private final Exchanges exchanges;
    private final Clock clock;
    private final Calls calls;
    private final Ticket.Lane lane;

    /** An exchange that took longer than it may, by far, was not the platform's doing. */
    private final Duration longest;

    /** What an organization makes its calls with; the breaker is its own, the rest it may share. */
    record Means(Transport transport, Tokens tokens, Pacing pacing, Breaker breaker, Membership membership) {}

    OrganizationClient(Organization organization, Means means, Exchanges exchanges, Clock clock) {
        this.organization = organization;
        this.means = means;
        this.exchanges = exchanges;
        this.clock = clock;
        this.calls = new Calls(organization);
        this.lane = new Ticket.Lane(organization.id(), organization.maxInFlight());
        this.longest = organization
                .platform()
                .connectTimeout()
                .plus(organization.platform().requestTimeout())
                .plusSeconds(2);
    }

    @Override
    public Reply conversation(Closure closure, Urgency urgency, Waiting waiting) throws StoppedException {
        return reply(calls.conversation(own(closure)), urgency, waiting);
    }

    @Override
    public Reply sendWrapUp(Closure closure, Urgency urgency, Waiting waiting) throws StoppedException {
        return reply(calls.wrapUp(own(closure)), urgency, waiting);
    }

    /** Finds out whose the token is before there is any work; what is wrong is logged. */
    void prove(Waiting waiting) throws StoppedException {
        if (!means.membership().isProven()) {
            turn(token -> prove(token, waiting), Urgency.RETRY, waiting);
        }
    }

    /** How it stands, as its last requests found it. Asks nobody and waits for nobody. */
    Standing standing() {
        Budget budget = means.pacing().budget();
        return new Standing(
                means.breaker().state(),
                means.tokens()
                        .failure()
                        .map(OrganizationClient::noToken)
                        .or(() -> means.breaker().standing())
                        .or(() -> held(budget))
                        .orElse(null),
                budget);
    }

    private static Standing.KeptBack noToken(Answer.Failure failure) {
        Reason.Deferred reason = switch (failure) {
            case Answer.Throttled throttled -> Reason.Deferred.RATE_LIMITED;
            case Answer.CircuitOpen open -> Reason.Deferred.CIRCUIT_OPEN;
            case Answer.Unavailable unavailable -> Reason.Deferred.API_UNAVAILABLE;
            case Answer.Refused refused -> Reason.Deferred.CREDENTIALS_REFUSED;
            case Answer.Rejected rejected -> Reason.Deferred.CREDENTIALS_REFUSED;
        };
        return new Standing.KeptBack(reason, failure.detail());
    }

    private static Optional<Standing.KeptBack> held(Budget budget) {
        return budget.held().isPositive()
                ? Optional.of(new Standing.KeptBack(
                        Reason.Deferred.RATE_LIMITED, "held back until the platform's limit is free again"))
                : Optional.empty();
    }

    private Closure own(Closure closure) {
        if (!closure.organization().equals(organization.id())) {
            throw new IllegalArgumentException(
                    "a closure of " + closure.organization() + " in the context of " + organization.id());
        }
        return closure;
    }

    /** A 401 before the token's time: idled out, or revoked. One new token, and one more try. */
    private Reply reply(Call call, Urgency urgency, Waiting waiting) throws StoppedException {
        Attempt first = attempt(call, urgency, waiting);
        if (first.token() == null || !isUnauthenticated(first.reply().answer())) {
            return first.reply();
        }
        Attempt second = switch (means.tokens().insteadOf(first.token())) {
            case Denied denied -> unsent(denied.failure());
            case Token another -> attempt(call, Urgency.SEND, waiting);
        };
        if (second.reply().answer() instanceof Answer.Refused refused && isUnauthenticated(refused)) {
            means.breaker().refuse(refused); // no other token will help
        }
        return second.reply().after(first.reply());
    }

    private static boolean isUnauthenticated(Answer answer) {
        return answer instanceof Answer.Refused refused && refused.unauthenticated();
    }

    /** What is done in a turn. */
    private enum Deed {
        WRAP_UP,
        QUESTION,
        /** The platform was asked whose the token is. */
        PROOF,
        /** The same, and somebody else had asked. */
        SHARED_PROOF,
        NOTHING;

        boolean isProof() {
            return this == PROOF || this == SHARED_PROOF;
        }

        boolean wasSent() {
            return this != SHARED_PROOF && this != NOTHING;
        }
    }

    /**
     * What an attempt brought.
     *
     * @param token that it was made with; null when there was none, or it was not to be used now
     */
    private record Attempt(Reply reply, @Nullable Token token, Deed deed) {

        boolean hasProven() {
            return deed.isProof() && !(reply.answer() instanceof Answer.Failure);
        }
    }

    private Attempt attempt(Call call, Urgency urgency, Waiting waiting) throws StoppedException {
        Attempt attempt;
        do {
            attempt = turn(
                    token -> means.membership().isProven() ? exchange(call, token, waiting) : prove(token, waiting),
                    urgency,
                    waiting);
        } while (attempt.hasProven()); // what was to be sent needs another turn
        return attempt;
    }

    private interface Sending {
        Attempt send(Token token) throws StoppedException;
    }

    private Attempt turn(Sending sending, Urgency urgency, Waiting waiting) throws StoppedException {
        Optional<Answer.Failure> keptBack = keptBack();
        if (keptBack.isPresent()) {
            return unsent(keptBack.get()); // it takes no turn from others
        }
        Optional<Answer.Throttled> throttled = means.pacing().turn(lane, urgency, waiting);
        if (throttled.isPresent()) {
            return unsent(throttled.get());
        }
        boolean wasSent = true;
        try {
            Attempt attempt = switch (means.tokens().current()) { // the turn may have been further away than its end
                case Denied denied -> unsent(denied.failure());
                case Token token -> permitted(sending, token);
            };
            wasSent = attempt.deed().wasSent();
            return attempt;
        } catch (StoppedException e) {
            wasSent = false;
            throw e;
        } finally {
            means.pacing().ended(lane, wasSent);
        }
    }

    private Optional<Answer.Failure> keptBack() {
        return switch (means.tokens().current()) {
            case Denied denied -> Optional.of(denied.failure());
            case Token token ->
                means.membership()
                        .standing(token)
                        .filter(failure -> !isUnauthenticated(failure)) // another token may help
                        .filter(failure -> !(failure instanceof Answer.Throttled)) // the line is held for that
                        .or(() -> means.breaker().keepsBack());
        };
    }

    private static Attempt unsent(Answer answer) {
        return new Attempt(Reply.unsent(answer), null, Deed.NOTHING);
    }

    private Attempt permitted(Sending sending, Token token) throws StoppedException {
        Optional<Answer.Failure> keptBack = means.breaker().acquire();
        if (keptBack.isPresent()) {
            return unsent(keptBack.get()); // it was closed when the wait for the turn began
        }
        boolean learnt = false;
        try {
            long started = clock.nanoTime();
            Attempt attempt = sending.send(token);
            long nanos = clock.nanoTime() - started;
            // Where it took longer, this machine stood still, which tells nothing of the platform.
            if (attempt.deed().wasSent() && nanos < longest.toNanos()) {
                means.breaker().learn(attempt.reply().answer(), attempt.deed() == Deed.WRAP_UP, nanos);
                learnt = true;
            }
            return attempt;
        } finally {
            if (!learnt) {
                means.breaker().release(); // whatever kept it: a half-open breaker waits for every permission
            }
        }
    }

    /** Finds out whose the token is: accepted, or why it must not be used. */
    private Attempt prove(Token token, Waiting waiting) throws StoppedException {
        Membership.Proof proof = means.membership().prove(token, waiting);
        proof.failure().ifPresent(this::heed);
        Answer answer = proof.failure().<Answer>map(failure -> failure).orElseGet(Answer.Accepted::new);
        return new Attempt(Reply.unsent(answer), token, proof.isNews() ? Deed.PROOF : Deed.SHARED_PROOF);
    }

    private void heed(Answer.Failure failure) {
        if (failure instanceof Answer.Throttled throttled) {
            means.pacing().hold(throttled.retryAfter());
        } else if (failure instanceof Answer.Refused refused && !refused.unauthenticated()) {
            means.breaker().refuse(refused);
        }
    }

    private Attempt exchange(Call call, Token token, Waiting waiting) throws StoppedException {
        return new Attempt(answered(call, token, waiting), token, call.isWrapUp() ? Deed.WRAP_UP : Deed.QUESTION);
    }

    private Reply answered(Call call, Token token, Waiting waiting) throws StoppedException {
        Request request = call.request(token);
        Exchanges.Exchange exchange = exchanges.begins(call.sent());
        Response response;
        try {
            response = means.transport().exchange(request, waiting);
        } catch (IOException e) {
            exchange.failed(e);
            return new Reply(call.unanswered(e), 1, null);
        }
        exchange.answered(response.status(), response.correlationId());
        Answer answer = call.meaning(response, clock.now());
        means.pacing().observe(response);
        if (answer instanceof Answer.Throttled throttled) {
            means.pacing().hold(throttled.retryAfter());
        }
        return new Reply(answer, 1, response.correlationId());
    }
}
