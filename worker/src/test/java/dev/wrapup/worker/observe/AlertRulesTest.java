package dev.wrapup.worker.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The alerts, tried by Prometheus' own promtool in the cases of {@code docs/prometheus/alerts.test.yaml}.
 *
 * <p>Where there is no promtool on the {@code PATH}, what needs it is skipped and says so; on a build server
 * ({@code CI=true}) it is never skipped.
 */
class AlertRulesTest {

    @Test
    void prometheusTakesTheRules() throws Exception {
        skipWithoutPromtool();

        Result result = promtool("check", "rules", "--lint-fatal", name(MonitoringFiles.alertsFile()));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains(MonitoringFiles.alerts().count() + " rules found");
    }

    @Test
    void everyAlertCallsInItsWordsAndCallsNobodyInVain() throws Exception {
        skipWithoutPromtool();

        Result result = promtool("test", "rules", name(MonitoringFiles.alertTestsFile()));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("SUCCESS");
    }

    @Test
    void everyAlertHasACaseInWhichItCallsAndOneInWhichItMustNot() throws Exception {
        List<String> alerts = MonitoringFiles.alerts()
                .map(alert -> alert.path("alert").asString())
                .toList();

        assertThat(alertsOfCases(expected -> expected.anyMatch(AlertRulesTest::isCall)))
                .containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(alertsOfCases(expected -> expected.noneMatch(AlertRulesTest::isCall)))
                .containsExactlyInAnyOrderElementsOf(alerts);
    }

    /** The alerts that have such a case, by all that it expects of the alert. */
    private static Set<String> alertsOfCases(Predicate<Stream<JsonNode>> kind) throws IOException {
        return MonitoringFiles.alertCases()
                .flatMap(alertCase -> alertCase
                        .path("alert_rule_test")
                        .valueStream()
                        .collect(Collectors.groupingBy(
                                moment -> moment.path("alertname").asString()))
                        .entrySet()
                        .stream())
                .filter(alert -> kind.test(alert.getValue().stream()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static boolean isCall(JsonNode moment) {
        JsonNode expected = moment.path("exp_alerts");
        assertThat(expected.isArray()).as("%s says what it expects", moment).isTrue();
        return !expected.isEmpty();
    }

    private static void skipWithoutPromtool() throws Exception {
        if (!"true".equals(System.getenv("CI")) && !isThere()) {
            String why = "SKIPPED: the alerts are not tried, because there is no promtool on the PATH; Debian's package"
                    + " prometheus has it";
            System.out.println(why); // Maven's report counts what was skipped, but does not say why
            abort(why);
        }
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return promtool("--version").exitCode() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    private record Result(int exitCode, String output) {}

    /** Runs it in the folder of the alerts. */
    private static Result promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(MonitoringFiles.alertsFile().getParent().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
