package dev.wrapup.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wrapup.sandbox.chaos.Plan.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final List<Plan> five =
            LongStream.rangeClosed(1, 5).mapToObj(PlanTest::tenMinutes).toList();

    private static Plan tenMinutes(long seed) {
        return Plan.of(new Setting(TEN_MINUTES, seed, 3, 3, Setting.ALWAYS));
    }

    @Test
    void theSameSeedGivesTheSamePlanAndAnotherOneAnother() {
        assertThat(tenMinutes(1)).isEqualTo(tenMinutes(1));
        assertThat(tenMinutes(1)).isNotEqualTo(tenMinutes(2));
    }

    @Test
    void fiveRunsOfTenMinutesBreakEnough() {
        assertThat(count(strike -> strike instanceof Strike.KillWorker)).isGreaterThan(100);
        assertThat(count(strike -> strike instanceof Strike.SuspendWorker)).isGreaterThan(15);
        assertThat(count(strike -> strike instanceof Strike.KillBrokers)).isGreaterThan(30);
        assertThat(count(strike -> strike.kind().startsWith("platform"))).isGreaterThan(50);
        assertThat(count(strike -> strike.kind().equals("brokers killed but one")))
                .isPositive();
    }

    @Test
    void allIsOverAtTheEndOfTheRun() {
        assertThat(five)
                .allSatisfy(plan -> assertThat(plan.strikes())
                        .allSatisfy(timed -> assertThat(
                                        timed.at().plus(timed.strike().lasts()))
                                .isLessThanOrEqualTo(TEN_MINUTES)));
    }

    @Test
    void whatIsBrokenIsNotBrokenOnceMoreMeanwhile() {
        for (Plan plan : five) {
            for (int worker = 0; worker < 3; worker++) {
                int number = worker;
                assertThatNoneOverlap(plan, strike -> worker(strike) == number);
            }
            assertThatNoneOverlap(plan, strike -> strike instanceof Strike.KillBrokers);
        }
    }

    @Test
    void aSuspensionOutlastsTheSession() {
        assertThat(five)
                .flatExtracting(plan -> suspensions(plan))
                .allSatisfy(lasts -> assertThat(lasts).isGreaterThan(Duration.ofSeconds(6)));
    }

    @Test
    void aClusterOfOneLosesNoMajority() {
        Plan plan = Plan.of(new Setting(TEN_MINUTES, 1, 1, 1, Setting.ALWAYS));

        assertThat(plan.strikes())
                .extracting(Timed::strike)
                .filteredOn(strike -> strike instanceof Strike.KillBrokers)
                .isNotEmpty()
                .allSatisfy(strike -> assertThat(strike.kind()).isEqualTo("broker killed"));
    }

    @Test
    void aSettingThatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Setting(Duration.ZERO, 1, 3, 3, Setting.ALWAYS));
        assertThatIllegalArgumentException().isThrownBy(() -> new Setting(TEN_MINUTES, 1, 0, 3, Setting.ALWAYS));
        assertThatIllegalArgumentException().isThrownBy(() -> new Setting(TEN_MINUTES, 1, 3, 2, Setting.ALWAYS));
        assertThatIllegalArgumentException().isThrownBy(() -> new Setting(TEN_MINUTES, 1, 3, 3, "never"));
    }

    private long count(Predicate<Strike> which) {
        return five.stream()
                .flatMap(plan -> plan.strikes().stream())
                .map(Timed::strike)
                .filter(which)
                .count();
    }

    private static int worker(Strike strike) {
        return switch (strike) {
            case Strike.KillWorker kill -> kill.worker();
            case Strike.StopWorker stop -> stop.worker();
            case Strike.SuspendWorker suspend -> suspend.worker();
            default -> -1;
        };
    }

    private static List<Duration> suspensions(Plan plan) {
        Function<Timed, Duration> lasts = timed -> timed.strike().lasts();
        return plan.strikes().stream()
                .filter(timed -> timed.strike() instanceof Strike.SuspendWorker)
                .map(lasts)
                .toList();
    }

    private static void assertThatNoneOverlap(Plan plan, Predicate<Strike> which) {
        List<Timed> track = new ArrayList<>(plan.strikes());
        track.removeIf(timed -> !which.test(timed.strike()));
        for (int i = 1; i < track.size(); i++) {
            Timed before = track.get(i - 1);
            assertThat(track.get(i).at())
                    .isGreaterThan(before.at().plus(before.strike().lasts()));
        }
    }
}
