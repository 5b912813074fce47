package dev.wrapup.sandbox.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wrapup.sandbox.genesys.Consumption;
import dev.wrapup.sandbox.genesys.History;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PacingLegTest {

    @Test
    void theBudgetLastsFromTheFirstRequestToTheLastWrapUp() {
        PacingLeg leg = PacingLeg.of(
                2,
                Samples.testimony(
                        new Consumption("client", 290, 5, Samples.at(0), Samples.at(75)),
                        Samples.closed(Samples.ONE, -60, 30, 70), // a second wrap-up ends nothing
                        Samples.closed(Samples.TWO, -60, 60)));

        assertThat(leg.took().length()).isEqualTo(Duration.ofMinutes(1));
        assertThat(leg.took().used()).isEqualTo(285 / 300.0, within(1e-9));
        assertThat(leg.refusedShare()).isEqualTo(5 / 290.0, within(1e-9));
        assertThat(leg.counts().duplicates()).isEqualTo(1);
        assertThat(leg.byWorker()).containsEntry("wrapup (one)", 3L);
    }

    @Test
    void whileAllWaitedEndsWithTheFirstOrganizationThatHasNothingLeft() {
        History refusedFirst = Samples.history(
                Samples.ONE,
                -60,
                List.of(new History.WrapUp(Samples.at(30), Samples.ONE, "{}")),
                List.of(Samples.request(Samples.at(20), 429), Samples.request(Samples.at(30), 202)));
        PacingLeg leg = PacingLeg.of(
                1,
                Samples.testimony(
                        new Consumption("client", 4, 1, Samples.at(0), Samples.at(60)),
                        refusedFirst,
                        Samples.closed(Samples.TWO, -60, 60)));

        assertThat(leg.whileAllWaited()).isEqualTo(new PacingLeg.Window(1, Duration.ofSeconds(10)));
    }

    @Test
    void nothingDoneUsesNothing() {
        PacingLeg leg = PacingLeg.of(1, Samples.testimony(Samples.closed(Samples.ONE, -60)));

        assertThat(leg.took().used()).isZero();
        assertThat(leg.refusedShare()).isZero();
        assertThat(leg.counts().undelivered()).isEqualTo(1);
    }

    @Test
    void theBoundsAreOnEachNumberOfWorkers() {
        PacingLeg.Window good = new PacingLeg.Window(285, Duration.ofMinutes(1));
        PacingLeg.Window poor = new PacingLeg.Window(284, Duration.ofMinutes(1));
        PacingLeg one = leg(1, new PacingLeg.Counts(1_000, 5, 0, 0, 0), good);
        PacingLeg two = leg(2, new PacingLeg.Counts(1_000, 6, 0, 0, 0), poor);

        assertThat(findings(one).areKept()).isTrue();
        assertThat(findings(one, two).bounds())
                .filteredOn(bound -> !bound.isKept())
                .extracting(Bound::what)
                .containsExactly("share of the budget used, workers 2", "share of 429 among the answers, workers 2");
    }

    private static PacingLeg leg(int workers, PacingLeg.Counts counts, PacingLeg.Window took) {
        return new PacingLeg(workers, counts, took, took, Map.of());
    }

    private static Findings findings(PacingLeg... legs) {
        return new PacingFigures(new Pacing(600, 2, 1), List.of(legs)).findings();
    }
}
