package dev.wrapup.sandbox.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnlookersFiguresTest {

    @Test
    void roundsAreComparedOneByOne() {
        OnlookersFigures figures = figures(List.of(100.0, 200.0, 50.0), List.of(99.0, 180.0, 49.0));

        assertThat(figures.throughput()).as("of 0.99, 0.9 and 0.98").isEqualTo(0.98, within(1e-9));
        assertThat(figures.findings().areKept()).isTrue();
    }

    @Test
    void oneThatCostsTooMuchBreaksTheBound() {
        Findings findings = figures(List.of(100.0), List.of(96.0)).findings();

        assertThat(findings.areKept()).isFalse();
        assertThat(findings.text()).contains("BROKEN  throughput");
    }

    @Test
    void aLookThatIsNotAnsweredBreaksABound() {
        List<OnlookersLeg> legs = List.of(leg(1, false, 100, 0), leg(1, true, 100, 1));

        assertThat(new OnlookersFigures(new Onlookers(10, 1, 1), legs)
                        .findings()
                        .bounds())
                .filteredOn(bound -> !bound.isKept())
                .extracting(Bound::what)
                .containsExactly("looks that were not answered");
    }

    @Test
    void aWatchedWorkerThatNobodyLooksAtBreaksABound() {
        OnlookersLeg unseen = new OnlookersLeg(
                new OnlookersLeg.Setting(1, true),
                100,
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                new Audience.Counts(1, 0),
                0,
                0,
                0);

        assertThat(new OnlookersFigures(new Onlookers(10, 1, 1), List.of(leg(1, false, 100, 0), unseen))
                        .findings()
                        .bounds())
                .filteredOn(bound -> !bound.isKept())
                .extracting(Bound::what)
                .containsExactly("looks a second at a watched worker");
    }

    @Test
    void whatIsMeasuredBeginsWhenAFifthIsDelivered() {
        OnlookersLeg leg = OnlookersLeg.of(
                new OnlookersLeg.Setting(1, true),
                Samples.testimony(
                        Samples.closed(Samples.ONE, 0, 1), // the start takes its time
                        Samples.closed(Samples.ONE, 0, 60),
                        Samples.closed(Samples.ONE, 0, 62),
                        Samples.closed(Samples.ONE, 0, 64),
                        Samples.closed(Samples.ONE, 0, 66),
                        Samples.closed(Samples.TWO, 0)),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                new Audience.Counts(7, 0));

        assertThat(leg.perSecond()).isEqualTo(3 / 6.0, within(1e-9));
        assertThat(leg.undelivered()).isEqualTo(1);
    }

    private static OnlookersFigures figures(List<Double> unwatched, List<Double> watched) {
        List<OnlookersLeg> legs = new ArrayList<>();
        for (int round = 0; round < unwatched.size(); round++) {
            legs.add(leg(round, false, unwatched.get(round), 0));
            legs.add(leg(round, true, watched.get(round), 0));
        }
        return new OnlookersFigures(new Onlookers(10, unwatched.size(), 1), legs);
    }

    private static OnlookersLeg leg(int round, boolean watched, double perSecond, int refused) {
        return new OnlookersLeg(
                new OnlookersLeg.Setting(round, watched),
                perSecond,
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                new Audience.Counts(watched ? 5 : 0, refused),
                0,
                0,
                0);
    }
}
