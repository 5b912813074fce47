package dev.wrapup.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The dashboard and the alerts as files; {@code MetricsIT} holds their expressions against a worker. */
class MonitoringFilesTest {

    @Test
    void everyAlertSaysHowBadItIsHowLongItLastsAndWhatToDo() throws Exception {
        Set<String> anchors = MonitoringFiles.anchorsOfOperations();

        assertThat(MonitoringFiles.alerts()).hasSizeGreaterThanOrEqualTo(9).allSatisfy(alert -> {
            assertThat(alert.path("alert").asString()).startsWith("Wrapup");
            assertThat(alert.path("labels").path("severity").asString()).isIn("critical", "warning");
            assertThat(alert.path("for").asString()).matches("\\d+[smh]");
            assertThat(alert.path("annotations").path("summary").asString()).isNotEmpty();
            assertThat(alert.path("annotations").path("runbook").asString())
                    .startsWith("docs/operations.md#")
                    .satisfies(runbook -> assertThat(anchors).contains(runbook.substring(runbook.indexOf('#') + 1)));
        });
    }

    @Test
    void everyPanelAsksTheDataSourceThatIsChosenAndHasAnIdAndAPlaceOfItsOwn() throws Exception {
        JsonNode dashboard = MonitoringFiles.dashboard();
        List<JsonNode> panels = dashboard.path("panels").valueStream().toList();

        assertThat(dashboard.path("templating").path("list").findValuesAsString("name"))
                .contains("datasource");
        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels).extracting(panel -> panel.path("gridPos").toString()).doesNotHaveDuplicates();
        assertThat(panels)
                .filteredOn(panel -> !panel.path("type").asString().equals("row"))
                .allSatisfy(panel -> {
                    assertThat(panel.path("title").asString()).isNotEmpty();
                    assertThat(panel.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
                    assertThat(panel.path("targets").size()).isPositive();
                });
    }

    @Test
    void whatAnExpressionSpeaksOfIsFound() {
        PromQl promQl = PromQl.of(
                "sum by (org, le) (rate(a_total{x=\"1\", y=~\"$org\"}[5m])) / ignoring (z) b > 0.9 unless on (org) c[15m:1m]");

        assertThat(promQl.groupings())
                .containsExactly(new PromQl.Grouping(
                        Set.of("le", "org"), List.of(promQl.selectors().getFirst())));
        assertThat(promQl.matchingLabels()).containsExactly("org", "z");
        assertThat(promQl.selectors())
                .containsExactly(
                        new PromQl.Selector(
                                "a_total", List.of(new PromQl.Match("x", "=", "1"), new PromQl.Match("y", "=~", ".*"))),
                        new PromQl.Selector("b", List.of()),
                        new PromQl.Selector("c", List.of()));
    }

    @Test
    void eachAggregateHasAGroupingOfItsOwn() {
        PromQl promQl = PromQl.of("sum by (org) (rate(a{x=\"1\"}[5m]) + b) / sum by (credentials) (c)");

        assertThat(promQl.groupings())
                .extracting(
                        PromQl.Grouping::labels,
                        grouping -> grouping.of().stream()
                                .map(PromQl.Selector::name)
                                .toList())
                .containsExactly(tuple(Set.of("org"), List.of("a", "b")), tuple(Set.of("credentials"), List.of("c")));
    }

    @Test
    void aGroupingThatIsNotUnderstoodIsNoGroupingThatIsRight() {
        assertThatThrownBy(() -> PromQl.of("sum(a) by (org)")).hasMessageContaining("does not stand before");
    }

    @Test
    void aSeriesIsMetByNameAndByEveryLabel() {
        PromQl.Selector selector =
                PromQl.of("a{x=\"1\", y!~\"b.*\"}").selectors().getFirst();

        assertThat(selector.isMetBy(new Scrape.Series("a", Map.of("x", "1", "y", "c"), 0)))
                .isTrue();
        assertThat(selector.isMetBy(new Scrape.Series("a", Map.of("x", "1", "y", "bc"), 0)))
                .isFalse();
        assertThat(selector.isMetBy(new Scrape.Series("a", Map.of("x", "1"), 0)))
                .isFalse();
        assertThat(selector.isMetBy(new Scrape.Series("b", Map.of("x", "1", "y", "c"), 0)))
                .isFalse();
    }

    @Test
    void aScrapeIsRead() {
        Scrape scrape = Scrape.of("""
                # HELP a_total it counts
                # TYPE a_total counter
                a_total{x="1, \\"2\\"",y="z"} 3.0
                b_bucket{le="+Inf"} 4
                c NaN
                """);

        assertThat(scrape.families()).containsExactly("a_total");
        assertThat(scrape.series()).hasSize(3);
        assertThat(scrape.series().getFirst().labels()).containsEntry("y", "z").containsKey("x");
        assertThat(scrape.labelsOf("b_bucket")).containsExactly("le");
    }
}
