package dev.wrapup.worker.genesys;

import dev.wrapup.config.Organization;
import dev.wrapup.time.Clock;
import dev.wrapup.topic.Reason;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps an organization's requests back where they would be in vain: while the platform fails (5xx, timeouts, no
 * connection), and while it refuses the organization's credentials. Few calls find out whether it is over. Thread-safe.
 */
final class Breaker {

    private static final Logger log = LoggerFactory.getLogger(Breaker.class);

    /** When half of the last 50 failed. */
    private static final CircuitBreakerConfig OUTAGE = CircuitBreakerConfig.custom()
            .slidingWindow(50, 10, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(10))
            .permittedNumberOfCallsInHalfOpenState(3)
            .build();

    /** When half of the last ten were: a permission may be missing for some conversations alone. */
    private static final CircuitBreakerConfig REFUSAL = CircuitBreakerConfig.custom()
            .slidingWindow(10, 5, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(10))
            .permittedNumberOfCallsInHalfOpenState(1)
            .build();

    /** At least as many find it open, so what comes back must not be slower than what goes. */
    private static final int TRIALS_PER_SECOND = 10;

    private final Organization organization;
    private final CircuitBreaker outage;
    private final CircuitBreaker refusal;
    private final Spread returns;
    private volatile String refused = "";

    /** Whether it was a wrap-up that was refused last: then it is not a question that shows whether that was mended. */
    private volatile boolean wrapUpsRefused;

    Breaker(Organization organization, Clock clock) {
        this(organization, CircuitBreaker.of(organization.name(), OUTAGE), clock);
    }

    Breaker(Organization organization, CircuitBreaker outage, Clock clock) {
        this(organization, outage, CircuitBreaker.of(organization.name(), REFUSAL), clock);
    }

    Breaker(Organization organization, CircuitBreaker outage, CircuitBreaker refusal, Clock clock) {
        this.organization = organization;
        this.outage = outage;
        this.refusal = refusal;
        this.returns = new Spread(Math.max(organization.maxInFlight(), TRIALS_PER_SECOND), clock);
        outage.getEventPublisher().onStateTransition(event -> outageChanged(event.getStateTransition()));
        refusal.getEventPublisher().onStateTransition(event -> refusalChanged(event.getStateTransition()));
    }

    /** Why nothing may be sent now; empty when something may. */
    Optional<Answer.Failure> keepsBack() {
        Optional<Answer.Failure> why = acquire();
        if (why.isEmpty()) {
            release();
        }
        return why;
    }

    /** Its state for the platform's failures. Asks for no permission. */
    Standing.BreakerState state() {
        return switch (outage.getState()) {
            case OPEN, FORCED_OPEN -> Standing.BreakerState.OPEN;
            case HALF_OPEN -> Standing.BreakerState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> Standing.BreakerState.CLOSED;
        };
    }

    /** What keeps requests back, as far as is known; it asks for no permission either. */
    Optional<Standing.KeptBack> standing() {
        if (refusal.getState() != CircuitBreaker.State.CLOSED) {
            return Optional.of(new Standing.KeptBack(Reason.Deferred.CREDENTIALS_REFUSED, refused));
        }
        return state() == Standing.BreakerState.CLOSED
                ? Optional.empty()
                : Optional.of(new Standing.KeptBack(
                        Reason.Deferred.CIRCUIT_OPEN, "the organization's circuit breaker is not closed"));
    }

    /** Permission for one call, which ends by {@link #learn} or {@link #release}; or why there is none. */
    Optional<Answer.Failure> acquire() {
        if (!refusal.tryAcquirePermission()) {
            return Optional.of(new Answer.Refused(false, refused));
        }
        if (!outage.tryAcquirePermission()) {
            refusal.releasePermission();
            return Optional.of(open());
        }
        return Optional.empty();
    }

    private Answer.CircuitOpen open() {
        Duration wait = Duration.ofMillis(outage.getCircuitBreakerConfig()
                .getWaitIntervalFunctionInOpenState()
                .apply(1));
        return new Answer.CircuitOpen(returns.after(wait), "the organization's circuit breaker is open");
    }

    /** Nothing was learnt. */
    void release() {
        refusal.releasePermission();
        outage.releasePermission();
    }

    /**
     * What the call brought.
     *
     * @param isWrapUp whether it was a wrap-up, or a question
     */
    void learn(Answer answer, boolean isWrapUp, long nanos) {
        switch (answer) {
            case Answer.Unavailable bad -> failed(bad.detail(), nanos);
            case Answer.InDoubt bad -> failed(bad.detail(), nanos);
            case Answer.Refused bad -> refused(bad, isWrapUp, nanos);
            case Answer.Throttled early -> {
                outage.onSuccess(nanos, TimeUnit.NANOSECONDS);
                refusal.releasePermission(); // it was not looked at
            }
            default -> allowed(isWrapUp, nanos);
        }
    }

    private void allowed(boolean isWrapUp, long nanos) {
        outage.onSuccess(nanos, TimeUnit.NANOSECONDS);
        if (wrapUpsRefused && !isWrapUp) {
            refusal.releasePermission();
        } else {
            wrapUpsRefused = false;
            refusal.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void failed(String detail, long nanos) {
        outage.onError(nanos, TimeUnit.NANOSECONDS, new IOException(detail));
        refusal.releasePermission();
    }

    private void refused(Answer.Refused bad, boolean isWrapUp, long nanos) {
        refused = bad.detail();
        outage.onSuccess(nanos, TimeUnit.NANOSECONDS);
        if (bad.unauthenticated()) {
            refusal.releasePermission(); // another token may help
        } else {
            wrapUpsRefused = isWrapUp;
            refusal.onError(nanos, TimeUnit.NANOSECONDS, new IOException(bad.detail()));
        }
    }

    /** The credentials themselves are refused, and with them all that the organization may ask. */
    void refuse(Answer.Refused bad) {
        refused = bad.detail();
        wrapUpsRefused = false;
        if (refusal.getState() != CircuitBreaker.State.OPEN) {
            refusal.transitionToOpenState();
        }
    }

    private void outageChanged(StateTransition transition) {
        log.atWarn()
                .addKeyValue("org", organization.id())
                .addKeyValue("name", organization.name())
                .addKeyValue("to", transition.getToState())
                .log("Circuit breaker changed; while it is open, the organization's work waits");
    }

    /** Once, loudly; a trial in vain is no news. */
    private void refusalChanged(StateTransition transition) {
        Level level = switch (transition) {
            case CLOSED_TO_OPEN -> Level.ERROR;
            case HALF_OPEN_TO_CLOSED -> Level.INFO;
            default -> Level.DEBUG;
        };
        log.atLevel(level)
                .addKeyValue("org", organization.id())
                .addKeyValue("name", organization.name())
                .addKeyValue("credentials", organization.credentials().name())
                .addKeyValue("detail", refused)
                .log(
                        level == Level.INFO
                                ? "The platform takes the organization's credentials again; its work goes on"
                                : "The platform refuses the organization's credentials; its work is held. Mend them, their"
                                        + " scopes or permissions (wrapup diagnose tells which), and it goes on by itself");
    }
}
