package dev.wrapup.worker.genesys;

import dev.wrapup.config.Organization;
import dev.wrapup.event.Closure;
import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.genesys.Tokens.Denied;
import dev.wrapup.worker.genesys.Tokens.Token;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One organization's calls, in its own context: its token, its header, its breaker, its credentials' pacing.
 * Thread-safe.
 */
final class OrganizationClient implements Genesys {

    private final Organization organization;
    private final Means means;
    private final Clock clock;
    private final Calls calls;

    /** An exchange that took longer than it may, by far, was not the platform's doing. */
    private final Duration longest;

    /** What an organization makes its calls with; the breaker is its own, the rest it may share. */
    record Means(Transport transport, Tokens tokens, Pacing pacing, CircuitBreaker breaker) {}

    OrganizationClient(Organization organization, Means means, Clock clock) {
        this.organization = organization;
        this.means = means;
        this.clock = clock;
        this.calls = new Calls(organization);
        this.longest = organization
                .platform()
                .connectTimeout()
                .plus(organization.platform().requestTimeout())
                .plusSeconds(2);
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

    /** A 401 before the token's time: idled out, or revoked. One new token, and one more try. */
    private Reply reply(Call call, Waiting waiting) throws StoppedException {
        Attempt first = attempt(call, waiting);
        if (first.token() == null || !wasUnauthenticated(first.reply())) {
            return first.reply();
        }
        Attempt second = switch (means.tokens().insteadOf(first.token())) {
            case Denied denied -> unsent(denied.failure());
            case Token another -> attempt(call, waiting);
        };
        return second.reply().after(first.reply());
    }

    private static boolean wasUnauthenticated(Reply reply) {
        return reply.answer() instanceof Answer.Refused refused && refused.unauthenticated();
    }

    /**
     * What an attempt brought.
     *
     * @param token that it was made with; null when nothing was sent
     */
    private record Attempt(Reply reply, @Nullable Token token) {}

    private Attempt attempt(Call call, Waiting waiting) throws StoppedException {
        if (means.tokens().current() instanceof Denied denied) {
            return unsent(denied.failure()); // it takes no turn from others
        }
        if (isOpen()) {
            return unsent(circuitOpen());
        }
        Optional<Answer.Throttled> throttled = means.pacing().turn(waiting);
        if (throttled.isPresent()) {
            return unsent(throttled.get());
        }
        return switch (means.tokens().current()) { // the turn may have been further away than the token's end
            case Denied denied -> unsent(denied.failure());
            case Token token -> send(call, token, waiting);
        };
    }

    private static Attempt unsent(Answer answer) {
        return new Attempt(Reply.unsent(answer), null);
    }

    private boolean isOpen() {
        boolean permitted = means.breaker().tryAcquirePermission(); // which also lets it half-open in time
        if (permitted) {
            means.breaker().releasePermission();
        }
        return !permitted;
    }

    private Attempt send(Call call, Token token, Waiting waiting) throws StoppedException {
        CircuitBreaker breaker = means.breaker();
        if (!breaker.tryAcquirePermission()) {
            return unsent(circuitOpen()); // it was closed when the wait for the turn began
        }
        boolean learnt = false;
        try {
            long started = clock.nanoTime();
            Reply reply = exchange(call, token, waiting);
            long nanos = clock.nanoTime() - started;
            if (nanos < longest.toNanos()) { // else this machine stood still, which tells nothing of the platform
                learn(reply.answer(), nanos);
                learnt = true;
            }
            return new Attempt(reply, token);
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

    private Reply exchange(Call call, Token token, Waiting waiting) throws StoppedException {
        Response response;
        try {
            response = means.transport().exchange(call.request(token.value()), waiting);
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
