package dev.wrapup.sandbox.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.SimulatedOrganization;
import dev.wrapup.sandbox.genesys.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EconomyFiguresTest {

    private static final Economy.Flow FLOW = new Economy.Flow(Duration.ofMinutes(1), 4, Duration.ofSeconds(75), 1);

    @Test
    void theBoundsHoldWhereTheForecastIsAsGoodAsItMustBe() {
        EconomyFigures figures = figures(row(225, 70, 900), row(240, 100, 900), row(135, 70, 900), false);

        assertThat(figures.calls(Subject.A)).isEqualTo(2.25, within(1e-9));
        assertThat(figures.findings().areKept()).isTrue();
        assertThat(figures.findings().table()).hasSize(1 + 12);
    }

    @Test
    void eachBoundCanBeBroken() {
        assertThat(broken(figures(row(226, 70, 900), row(240, 100, 900), row(136, 70, 900), false)))
                .containsExactly("API calls for a wrap-up, A, fast", "API calls for a wrap-up, C, log-normal lags");
        assertThat(broken(figures(row(225, 71, 900), row(240, 100, 900), row(135, 70, 900), false)))
                .hasSize(4)
                .allMatch(what -> what.startsWith("wasted polls of A"));
        assertThat(broken(figures(row(225, 70, 901), row(240, 100, 900), row(135, 70, 900), false)))
                .hasSize(4)
                .allMatch(what -> what.startsWith("p95 of A"));
    }

    @Test
    void whatOnlyShowsChanceIsNotHeldAgainstItself() {
        assertThat(broken(figures(row(225, 100, 901), row(240, 100, 900), row(135, 100, 900), true)))
                .isEmpty();
    }

    @Test
    void onlyLogNormalLagsThatStayAsTheyAreCountForTheCalls() {
        assertThat(Profile.values()).filteredOn(Profile::isLogNormal).containsExactly(Profile.FAST, Profile.SLOW);
    }

    @Test
    void theSubjectsShareTheirLagsAndNothingElse() {
        Scenario a = Subject.A.scenario(1);
        Scenario b = Subject.B.scenario(1);

        assertThat(a.organizations())
                .extracting(SimulatedOrganization::lagSeries)
                .doesNotHaveDuplicates()
                .isEqualTo(b.organizations().stream()
                        .map(SimulatedOrganization::lagSeries)
                        .toList());
        assertThat(a.organizations())
                .extracting(SimulatedOrganization::id)
                .doesNotContainAnyElementsOf(b.organizations().stream()
                        .map(SimulatedOrganization::id)
                        .toList());
    }

    @Test
    void onlyTheOneThatBacksOffIsToldNotToForecast() {
        Duration budget = Duration.ofSeconds(5);

        assertThat(Subject.A.yaml(budget, false)).doesNotContain("forecast");
        assertThat(Subject.B.yaml(budget, false)).contains("forecast: false");
        assertThat(Subject.B.yaml(budget, true)).isEqualTo(Subject.A.yaml(budget, true));
        assertThat(Subject.C.yaml(budget, false)).contains("verification: in-doubt");
    }

    @Test
    void closuresComeAtASteadyRate() {
        assertThat(FLOW.closures()).isEqualTo(240);
        assertThat(FLOW.due(0)).isZero();
        assertThat(FLOW.due(16)).as("four of each of four organizations").isEqualTo(Duration.ofSeconds(1));
    }

    private static List<String> broken(EconomyFigures figures) {
        return figures.findings().bounds().stream()
                .filter(bound -> !bound.isKept())
                .map(Bound::what)
                .toList();
    }

    private static EconomyFigures figures(Summary a, Summary b, Summary c, boolean control) {
        List<EconomyFigures.Row> rows = new ArrayList<>();
        for (Profile profile : Profile.values()) {
            rows.add(new EconomyFigures.Row(Subject.A, profile, a));
            rows.add(new EconomyFigures.Row(Subject.B, profile, b));
            rows.add(new EconomyFigures.Row(Subject.C, profile, c));
        }
        return new EconomyFigures(new Economy(FLOW, Duration.ofSeconds(5), control), rows);
    }

    /** Of 100 wrap-ups. */
    private static Summary row(long calls, long wasted, long p95Millis) {
        return new Summary(100, 100, 0, 0, calls, wasted, Set.of(), List.of(Duration.ofMillis(p95Millis)));
    }
}
