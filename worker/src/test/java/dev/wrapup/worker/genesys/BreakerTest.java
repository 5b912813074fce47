package dev.wrapup.worker.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.topic.Reason;
import dev.wrapup.worker.Logged;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Answer FOUND = new Answer.Found(true, false);
    private static final Answer FORBIDDEN = new Answer.Refused(false, "status 403: missing.permissions");

    private final CircuitBreaker refusal = CircuitBreaker.of(
            "acme",
            CircuitBreakerConfig.custom()
                    .slidingWindow(4, 3, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .build());
    private final Breaker breaker = new Breaker(
            Samples.organization(Samples.ACME), CircuitBreaker.ofDefaults("acme"), refusal, new ManualClock());

    @Test
    void whereTheWrapUpAloneIsRefusedAQuestionThatIsAllowedDoesNotShowThatItWasMended() {
        try (Logged logged = Logged.by(Breaker.class)) {
            learn(FOUND, false);
            learn(FORBIDDEN, true);
            learn(FOUND, false);
            learn(FORBIDDEN, true);
            assertThat(breaker.acquire()).as("held").isPresent();

            for (int trial = 0; trial < 3; trial++) {
                refusal.transitionToHalfOpenState();
                learn(FOUND, false);
                assertThat(refusal.getState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
                learn(FORBIDDEN, true);
                assertThat(breaker.acquire()).as("held").isPresent();
            }

            assertThat(logged.lines()).singleElement().asString().startsWith("ERROR The platform refuses");
        }
    }

    @Test
    void aWrapUpThatIsTakenShowsThatItWasMended() {
        refusal.transitionToOpenState();
        refusal.transitionToHalfOpenState();
        breaker.learn(FORBIDDEN, true, 1);
        refusal.transitionToHalfOpenState();

        learn(FOUND, false);
        learn(new Answer.Accepted(), true);

        assertThat(refusal.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void aQuestionThatWasRefusedIsMendedByOneThatIsAllowed() {
        for (int n = 0; n < 3; n++) {
            learn(FORBIDDEN, false);
        }
        refusal.transitionToHalfOpenState();

        learn(FOUND, false);

        assertThat(refusal.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void itsStateIsSeenWithoutTakingATrialAway() {
        assertThat(breaker.state()).isEqualTo(Standing.BreakerState.CLOSED);
        assertThat(breaker.standing()).isEmpty();

        refusal.transitionToOpenState();
        refusal.transitionToHalfOpenState();
        for (int look = 0; look < 5; look++) {
            assertThat(breaker.standing())
                    .hasValueSatisfying(by -> assertThat(by.reason()).isEqualTo(Reason.Deferred.CREDENTIALS_REFUSED));
        }

        assertThat(breaker.acquire()).as("the one trial").isEmpty();
    }

    @Test
    void anOutageIsSeenApartFromARefusal() {
        CircuitBreaker outage = CircuitBreaker.ofDefaults("acme");
        Breaker down = new Breaker(Samples.organization(Samples.ACME), outage, refusal, new ManualClock());
        outage.transitionToOpenState();

        assertThat(down.state()).isEqualTo(Standing.BreakerState.OPEN);
        assertThat(down.standing())
                .hasValueSatisfying(by -> assertThat(by.reason()).isEqualTo(Reason.Deferred.CIRCUIT_OPEN));

        outage.transitionToHalfOpenState();
        assertThat(down.state()).isEqualTo(Standing.BreakerState.HALF_OPEN);
    }

    private void learn(Answer answer, boolean isWrapUp) {
        assertThat(breaker.acquire()).isEmpty();
        breaker.learn(answer, isWrapUp, 1);
    }
}
