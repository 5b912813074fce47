package dev.wrapup.worker.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The dashboard, the alerts, and what {@code docs/operations.md} says of metrics: what is written there is what is tested. */
public final class MonitoringFiles {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(wrapup_\\w+)` \\|");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    private MonitoringFiles() {}

    /** The names in the table of metrics. */
    public static List<String> tableOfMetrics() throws IOException {
        return ROW.matcher(operations()).results().map(row -> row.group(1)).toList();
    }

    /** Every expression of every panel. */
    public static List<String> dashboardExpressions() throws IOException {
        return dashboard().findValues("expr").stream().map(JsonNode::asString).toList();
    }

    /** Every alert's expression. */
    public static List<String> alertExpressions() throws IOException {
        return alerts().map(alert -> alert.path("expr").asString()).toList();
    }

    static JsonNode dashboard() throws IOException {
        return new JsonMapper().readTree(Files.readString(document("docs/grafana/wrapup-dashboard.json")));
    }

    static Stream<JsonNode> alerts() throws IOException {
        return yaml(alertsFile())
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream());
    }

    /** Every series that a case of the alerts' tests is made of; each is 0. */
    public static List<Scrape.Series> alertCaseSeries() throws IOException {
        return Scrape.of(alertCases()
                        .flatMap(alertCase -> alertCase.path("input_series").valueStream())
                        .map(input -> input.path("series").asString() + " 0")
                        .collect(Collectors.joining("\n")))
                .series();
    }

    /** What promtool calls tests: series, and which alerts are expected when. */
    static Stream<JsonNode> alertCases() throws IOException {
        return yaml(alertTestsFile()).path("tests").valueStream();
    }

    static Path alertsFile() {
        return document("docs/prometheus/alerts.yaml");
    }

    static Path alertTestsFile() {
        return document("docs/prometheus/alerts.test.yaml");
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new YAMLMapper().readTree(Files.readString(file));
    }

    /** Where links into the operations page may lead, as GitHub makes them of headings. */
    static Set<String> anchorsOfOperations() throws IOException {
        return HEADING.matcher(operations())
                .results()
                .map((MatchResult heading) -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String operations() throws IOException {
        return Files.readString(document("docs/operations.md"));
    }

    private static Path document(String name) {
        return Stream.iterate(Path.of("").toAbsolutePath(), up -> up != null, Path::getParent)
                .map(up -> up.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow();
    }
}
