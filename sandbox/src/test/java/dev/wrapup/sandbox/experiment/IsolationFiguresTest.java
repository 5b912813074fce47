package dev.wrapup.sandbox.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wrapup.sandbox.genesys.Testimony;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IsolationFiguresTest {

    private static final IsolationLeg.Setting SETTING = new IsolationLeg.Setting(12, 1, true);

    private static IsolationLeg leg(Testimony testimony) {
        return IsolationLeg.of(SETTING, Set.of(Samples.ONE), testimony, Samples.START, Samples.at(100));
    }

    @Test
    void aWaitCountsFromReadinessOrTheWorkersStartWhicheverIsLater() {
        IsolationLeg leg = leg(Samples.testimony(
                Samples.closed(Samples.ONE, -60, 7), // waited for the worker before that
                Samples.closed(Samples.ONE, 5, 8),
                Samples.closed(Samples.ONE, -60, -1), // delivered before the worker said that it had started
                Samples.closed(Samples.TWO, -60, 90)));

        assertThat(leg.waits()).containsExactly(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(7));
        assertThat(leg.undelivered()).isZero();
    }

    @Test
    void whatIsNotDeliveredCountsAsIfDeliveredWhenTheTimeWasOver() {
        IsolationLeg leg = leg(Samples.testimony(Samples.closed(Samples.ONE, -60), Samples.closed(Samples.ONE, 0, 1)));

        assertThat(leg.waits()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(100));
        assertThat(leg.undelivered()).isEqualTo(1);
    }

    @Test
    void secondWrapUpsOfAnyOrganizationAreCounted() {
        assertThat(leg(Samples.testimony(Samples.closed(Samples.TWO, 0, 1, 2, 3)))
                        .duplicates())
                .isEqualTo(2);
    }

    @Test
    void roundsAreComparedOneByOne() {
        IsolationFigures figures = figures(3, List.of(10, 20, 90), List.of(11, 21, 180));

        assertThat(figures.p99(12, false)).isEqualTo(20_000);
        assertThat(figures.p99(12, true)).isEqualTo(21_000);
        assertThat(figures.ratio(12)).as("of 1.1, 1.05 and 2").isEqualTo(1.1, within(1e-9));
        assertThat(figures.findings().areKept()).isTrue();
    }

    @Test
    void theMedianOfTwoRoundsIsTheirMean() {
        IsolationFigures figures = figures(2, List.of(10, 20), List.of(15, 20));

        assertThat(figures.ratio(12)).isEqualTo((1.5 + 1) / 2, within(1e-9));
        assertThat(figures.findings().areKept()).isFalse();
        assertThat(figures.findings().text()).contains("BROKEN");
        assertThat(figures.findings().json()).contains("\"ratio\"", "\"kept\" : false");
    }

    @Test
    void theStricterRatioLeavesOutTheWorkersOwnStart() {
        IsolationFigures figures = new IsolationFigures(
                new Isolation(1, 1, List.of(12), 1), List.of(leg(1, false, 5, 15), leg(1, true, 5, 20)));

        assertThat(figures.ratio(12)).isEqualTo(20 / 15.0, within(1e-9));
        assertThat(figures.ratioFromFirstDelivery(12)).isEqualTo(15 / 10.0, within(1e-9));
    }

    @Test
    void oneThatIsNotDeliveredBreaksABound() {
        IsolationLeg alone =
                new IsolationLeg(new IsolationLeg.Setting(12, 1, false), List.of(Duration.ofSeconds(10)), 0, 0, 0);
        IsolationLeg with = new IsolationLeg(SETTING, List.of(Duration.ofSeconds(10)), 1, 0, 0);

        assertThat(new IsolationFigures(new Isolation(1, 1, List.of(12), 1), List.of(alone, with))
                        .findings()
                        .bounds())
                .filteredOn(bound -> !bound.isKept())
                .extracting(Bound::what)
                .containsExactly("healthy closures not delivered");
    }

    private static IsolationFigures figures(int rounds, List<Integer> alone, List<Integer> with) {
        List<IsolationLeg> legs = IntStream.range(0, rounds)
                .boxed()
                .flatMap(round -> Stream.of(leg(round, false, alone.get(round)), leg(round, true, with.get(round))))
                .toList();
        return new IsolationFigures(new Isolation(1, rounds, List.of(12), 1), legs);
    }

    private static IsolationLeg leg(int round, boolean withOthers, int... seconds) {
        List<Duration> waits =
                IntStream.of(seconds).mapToObj(Duration::ofSeconds).toList();
        return new IsolationLeg(new IsolationLeg.Setting(12, round, withOthers), waits, 0, 0, 0);
    }
}
