package dev.wrapup.sandbox.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.wrapup.sandbox.time.ManualClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScenarioTest {

    private static final int DRAWS = 20_000;
    private static final long SEED = 20_260_115;

    @Test
    void logNormalLagsHaveTheirMedianAndTheirSpread() {
        double[] seconds = lags(new Lag.LogNormal(Duration.ofSeconds(4), 0.8));

        assertThat(seconds[DRAWS / 2]).isCloseTo(4, within(0.15));
        // One standard deviation above the median of the logarithm: e^0.8 times as long.
        assertThat(seconds[(int) (DRAWS * 0.8413)]).isCloseTo(4 * Math.exp(0.8), within(0.4));
    }

    @Test
    void bimodalLagsComeFromBothPopulationsInTheirShares() {
        Lag.Fixed usual = new Lag.Fixed(Duration.ofSeconds(1));
        double[] seconds = lags(new Lag.Bimodal(usual, new Lag.Fixed(Duration.ofSeconds(60)), 0.1));

        assertThat(Arrays.stream(seconds).filter(lag -> lag == 60).count()).isBetween(1_850L, 2_150L);
        assertThat(Arrays.stream(seconds).filter(lag -> lag == 1).count()).isBetween(17_850L, 18_150L);
    }

    @Test
    void lateAndNeverReadyInteractionsOccurInTheirShares() {
        Readiness readiness = new Readiness(0.15, 0.01, new Lag.Fixed(Duration.ofSeconds(3)));
        SplittableRandom random = new SplittableRandom(SEED);
        int late = 0;
        int never = 0;
        for (int i = 0; i < DRAWS; i++) {
            Duration lag = readiness.draw(random).orElse(null);
            never += lag == null ? 1 : 0;
            late += lag != null && lag.isPositive() ? 1 : 0;
        }
        assertThat(late).isBetween(2_850, 3_150);
        assertThat(never).isBetween(150, 250);
    }

    @Test
    void ofASeriesAsManyAreLateAsThereShouldBeInEveryStretchOfIt() {
        Readiness readiness = new Readiness(0.15, 0, new Lag.Fixed(Duration.ofSeconds(3)));
        LagSeries series = new LagSeries(SEED, "fast");
        for (int stretch = 0; stretch < 50; stretch++) {
            long late = Stream.generate(() -> series.next(readiness).orElseThrow())
                    .limit(200)
                    .filter(Duration::isPositive)
                    .count();

            assertThat(late).as("stretch %d", stretch).isBetween(28L, 32L);
        }
    }

    @Test
    void latencyIsFixedPlusAnExponentialTail() {
        SplittableRandom random = new SplittableRandom(SEED);
        Latency latency = new Latency(Duration.ofMillis(20), Duration.ofMillis(10));
        double[] millis = IntStream.range(0, DRAWS)
                .mapToDouble(i -> latency.draw(random).toNanos() / 1e6)
                .toArray();

        assertThat(Arrays.stream(millis).min().orElseThrow()).isGreaterThanOrEqualTo(20);
        assertThat(Arrays.stream(millis).average().orElseThrow()).isCloseTo(30, within(0.3));
        assertThat(Latency.NONE.draw(random)).isZero();
    }

    @Test
    void theSameSeedGivesTheSameConversationsInEveryRunAndAnotherSeedOthers() {
        Scenario scenario = Scenario.oneClient(1)
                .eachOrganization(
                        org -> org.withReadiness(new Readiness(0.5, 0.1, new Lag.LogNormal(Duration.ofSeconds(3), 1))));

        assertThat(histories(scenario)).isEqualTo(histories(scenario));
        assertThat(histories(scenario)).isNotEqualTo(histories(scenario.withSeed(2)));
    }

    @Test
    void organizationsWithOneSeriesOfLagsHaveTheSameLagAtTheirNthConversationAndOtherIds() {
        Scenario alike = Scenario.oneClient(2)
                .eachOrganization(org -> org.withReadiness(
                                new Readiness(0.5, 0.1, new Lag.LogNormal(Duration.ofSeconds(3), 1)))
                        .withLagSeries("fast"));

        List<History> one = histories(alike, 1);
        List<History> two = histories(alike, 2);

        assertThat(one)
                .extracting(History::readyAt)
                .isEqualTo(two.stream().map(History::readyAt).toList());
        assertThat(one)
                .extracting(History::conversation)
                .doesNotContainAnyElementsOf(
                        two.stream().map(History::conversation).toList());
    }

    @Test
    void theOrganizationsAreWellKnown() {
        assertThat(Scenario.oneClient(3).organization(1).value()).isEqualTo("71f82408-0503-3caf-aec6-98e6445b893a");
        assertThat(Scenario.clientEach(3).organizations())
                .isEqualTo(Scenario.oneClient(3).organizations());
    }

    @Test
    void nonsenseIsRefused() {
        Scenario scenario = Scenario.oneClient(2);
        SimulatedOrganization org = scenario.organizations().getFirst();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scenario(1, List.of(org, org), scenario.clients()))
                .withMessageContaining("occurs twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scenario(1, List.of(SimulatedOrganization.wellKnown(3)), scenario.clients()))
                .withMessage("no client serves organization org-3");
        assertThatIllegalArgumentException().isThrownBy(() -> new Readiness(0.9, 0.2, new Lag.Fixed(Duration.ZERO)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Lag.Fixed(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> org.withClosuresPerSecond(Double.NaN));
    }

    private static double[] lags(Lag lag) {
        SplittableRandom random = new SplittableRandom(SEED);
        return IntStream.range(0, DRAWS)
                .mapToDouble(i -> lag.draw(random).toNanos() / 1e9)
                .sorted()
                .toArray();
    }

    private static List<History> histories(Scenario scenario) {
        return histories(scenario, 1);
    }

    private static List<History> histories(Scenario scenario, int organization) {
        ManualClock clock = new ManualClock();
        Conversations conversations = new Conversations(scenario);
        return IntStream.range(0, 50)
                .mapToObj(i -> {
                    Conversation conversation = conversations.open(scenario.organization(organization), clock.now());
                    conversation.close(clock.now());
                    return conversation.history();
                })
                .toList();
    }
}
