package dev.wrapup.worker.genesys;

import dev.wrapup.config.Organization;
import dev.wrapup.event.Closure;
import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.genesys.Tokens.Denied;
import dev.wrapup.worker.genesys.Tokens.Grant;
import dev.wrapup.worker.genesys.Tokens.Token;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One organization's calls, in its own context: its token, its header, its breaker, its credentials' pacing.
 * Thread-safe.
 */
final class OrganizationClient implements Genesys {

    private final Organization organization;
    private final Means means;
    private final Clock clock;
    private final Calls calls;

    /** What an organization makes its calls with; the breaker is its own, the rest it may share. */
    record Means(Transport transport, Tokens tokens, Pacing pacing, CircuitBreaker breaker) {}

    OrganizationClient(Organization organization, Means means, Clock clock) {
        this.organization = organization;
        this.means = means;
        this.clock = clock;
        this.calls = new Calls(organization);
    }

    @Override
    public Reply conversation(Closure closure, Waiting waiting) throws StoppedException {
        return reply(calls.conversation(own(closure)), waiting);
    }

    @Override
    public Reply sendWrapUp(Closure closure, Waiting waiting) throws StoppedException {
        return reply(calls.wrapUp(own(closure)), waiting);
    }

    private Closure own(Closure closure) {
        if (!closure.organization().equals(organization.id())) {
            throw new IllegalArgumentException(
                    "a closure of " + closure.organization() + " in the context of " + organization.id());
        }
        return closure;
    }

    private Reply reply(Call call, Waiting waiting) throws StoppedException {
        return switch (means.tokens().current()) {
            case Denied denied -> Reply.unsent(denied.failure());
            case Token token -> reply(call, token, waiting);
        };
    }

    /** A 401 before the token's time: idled out, or revoked. One new token, and one more try. */
    private Reply reply(Call call, Token token, Waiting waiting) throws StoppedException {
        Reply reply = attempt(call, token, waiting);
        if (!(reply.answer() instanceof Answer.Refused refused) || !refused.unauthenticated()) {
            return reply;
        }
        Grant renewed = means.tokens().insteadOf(token);
        return switch (renewed) {
            case Denied denied -> new Reply(denied.failure(), reply.apiCalls(), reply.correlationId());
            case Token another -> attempt(call, another, waiting).after(reply);
        };
    }

    private Reply attempt(Call call, Token token, Waiting waiting) throws StoppedException {
        CircuitBreaker breaker = means.breaker();
        if (!breaker.tryAcquirePermission()) {
            return Reply.unsent(circuitOpen());
        }
        boolean learnt = false;
        try {
            Optional<Answer.Throttled> throttled = means.pacing().turn(waiting);
            if (throttled.isPresent()) {
                return Reply.unsent(throttled.get());
            }
            if (breaker.getState() == CircuitBreaker.State.OPEN) {
                return Reply.unsent(circuitOpen()); // it was closed when the wait for the turn began
            }
            long started = clock.nanoTime();
            Reply reply = exchange(call, token);
            learn(reply.answer(), clock.nanoTime() - started);
            learnt = true;
            return reply;
        } finally {
            if (!learnt) {
                breaker.releasePermission(); // whatever kept it: a half-open breaker waits for every permission
            }
        }
    }

    private void learn(Answer answer, long nanos) {
        CircuitBreaker breaker = means.breaker();
        switch (answer) {
            case Answer.Unavailable bad -> breaker.onError(nanos, TimeUnit.NANOSECONDS, new IOException(bad.detail()));
            case Answer.InDoubt bad -> breaker.onError(nanos, TimeUnit.NANOSECONDS, new IOException(bad.detail()));
            default -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Reply exchange(Call call, Token token) {
        Response response;
        try {
            response = means.transport().exchange(call.request(token.value()));
        } catch (IOException e) {
            return new Reply(call.unanswered(e), 1, null);
        }
        Answer answer = call.meaning(response, clock.now());
        means.pacing().observe(response);
        if (answer instanceof Answer.Throttled throttled) {
            means.pacing().hold(throttled.retryAfter());
        }
        return new Reply(answer, 1, response.correlationId());
    }

    private Answer.CircuitOpen circuitOpen() {
        long millis = means.breaker()
                .getCircuitBreakerConfig()
                .getWaitIntervalFunctionInOpenState()
                .apply(1);
        return new Answer.CircuitOpen(Duration.ofMillis(millis), "the organization's circuit breaker is open");
    }
}
