package dev.wrapup.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.worker.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForecastsTest {

    private static final Instant CLOSED = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration AGE = Duration.ofMillis(100);

    private final Forecasts forecasts = new Forecasts();

    @Test
    void eachOrganizationHasItsOwn() {
        learn(Samples.ACME, Duration.ofSeconds(1));

        assertThat(forecasts.of(Samples.ACME).wait(AGE)).isPresent();
        assertThat(forecasts.of(Samples.GLOBEX).wait(AGE)).isEmpty();
    }

    @Test
    void whatTheLedgerTellsIsWorthAsMuchAsWhatWasSeen() {
        learn(Samples.ACME, Duration.ofSeconds(3));
        Forecast seen = new Forecast();
        for (int i = 0; i < 100; i++) {
            seen.notReady(null, AGE);
            seen.notReady(AGE, Duration.ofSeconds(2));
            seen.ready(Duration.ofSeconds(2), Duration.ofSeconds(3));
        }

        assertThat(forecasts.of(Samples.ACME).wait(AGE)).isPresent().isEqualTo(seen.wait(AGE));
    }

    @Test
    void whatWasReadyAtOnceTellsNothing() {
        for (int i = 0; i < 100; i++) {
            forecasts.learn(Samples.ACME, new Observation(CLOSED, CLOSED.plus(AGE), null, CLOSED.plusSeconds(1)));
        }

        assertThat(forecasts.of(Samples.ACME).wait(AGE)).isEmpty();
    }

    @Test
    void whatWasNeverReadyCountsToo() {
        for (int i = 0; i < 100; i++) {
            forecasts.learn(Samples.ACME, new Observation(CLOSED, CLOSED.plus(AGE), CLOSED.plusSeconds(600), null));
            forecasts.learn(Samples.GLOBEX, new Observation(CLOSED, CLOSED.plus(AGE), CLOSED.plusMillis(300), null));
        }

        Duration never = forecasts.of(Samples.ACME).wait(AGE).orElseThrow();
        assertThat(never).isGreaterThan(forecasts.of(Samples.GLOBEX).wait(AGE).orElseThrow());
    }

    @Test
    void whatIsForgottenIsLearntAnew() {
        learn(Samples.ACME, Duration.ofSeconds(1));

        forecasts.forget(Samples.ACME);

        assertThat(forecasts.of(Samples.ACME).wait(AGE)).isEmpty();
    }

    @Test
    void anAgeCountsFromTheClosureUnlessThatIsLaterThanTheArrival() {
        assertThat(Observation.birth(CLOSED, CLOSED.plusSeconds(1))).isEqualTo(CLOSED);
        assertThat(Observation.birth(CLOSED.plusSeconds(2), CLOSED.plusSeconds(1)))
                .isEqualTo(CLOSED.plusSeconds(1));
        assertThat(Observation.birth(null, CLOSED.plusSeconds(1))).isEqualTo(CLOSED.plusSeconds(1));
    }

    @Test
    void anOrganizationTakesTwoKibibytesAtMostHoweverMuchWasSeen() {
        long before = usedBytes();
        for (int n = 0; n < 3_000; n++) {
            learn(new OrganizationId(new UUID(0, n).toString()), Duration.ofSeconds(1 + new Random(n).nextInt(9)));
        }
        forecasts.of(Samples.ACME).wait(AGE);

        assertThat(usedBytes() - before).isLessThan(3_000 * 2_048);
        assertThat(forecasts.of(new OrganizationId(new UUID(0, 1).toString())).wait(AGE))
                .isPresent(); // all are held
    }

    private void learn(OrganizationId organization, Duration lag) {
        Instant ready = CLOSED.plus(lag);
        IntStream.range(0, 100)
                .forEach(n -> forecasts.learn(
                        organization, new Observation(CLOSED, CLOSED.plus(AGE), ready.minusSeconds(1), ready)));
        forecasts.of(organization).wait(AGE); // its schedule, too
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
