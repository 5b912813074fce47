package dev.wrapup.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Verification;
import dev.wrapup.worker.deliver.LateDeliveries.Sum;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the forecast is worth, from knowing nothing, against backoff on the same lags. Prints the figures of
 * docs/decisions/0015-readiness-forecast.md; other lags with {@code -Dseed}.
 */
class EconomyTest {

    private static final int ORGANIZATIONS = 4;
    private static final int WRAP_UPS = 1_500;

    private final long seed = Long.getLong("seed", 1);

    @ParameterizedTest
    @EnumSource
    void fewerPollsAreInVainAndNothingIsDeliveredLater(Lags lags) {
        Sum backoff = deliver(lags, false, Verification.ALWAYS);
        Sum forecast = deliver(lags, true, Verification.ALWAYS);

        String figures = "%s, seed %d: backoff %s, forecast %s".formatted(lags, seed, backoff, forecast);
        System.out.println(figures);
        assertThat(forecast.inVain()).as(figures).isLessThan(0.7 * backoff.inVain());
        assertThat(forecast.p95()).as(figures).isLessThanOrEqualTo(backoff.p95());
        assertThat(forecast.mean()).as(figures).isLessThan(backoff.mean());
        assertThat(forecast.undelivered()).as(figures).isZero();
    }

    @Test
    void alwaysAskedAboutAQuickOrganizationTakesTwoCallsAndAQuarterOfAnother() {
        Sum forecast = deliver(Lags.FAST, true, Verification.ALWAYS);

        assertThat(forecast.calls()).as("seed %d", seed).isLessThan(2.25);
    }

    @Test
    void inDoubtAQuickOrganizationTakesOneCallAndAThirdOfAnother() {
        Sum forecast = deliver(Lags.FAST, true, Verification.IN_DOUBT);

        System.out.println("FAST, in-doubt, seed " + seed + ": forecast " + forecast);
        assertThat(forecast.calls()).as("seed %d", seed).isLessThan(1.35);
    }

    private Sum deliver(Lags lags, boolean forecasting, Verification verification) {
        Random random = new Random(seed);
        List<List<Duration>> organizations = Stream.generate(() -> lags.of(WRAP_UPS, random))
                .limit(ORGANIZATIONS)
                .toList();
        return new LateDeliveries(forecasting, verification, seed).of(organizations);
    }
}
