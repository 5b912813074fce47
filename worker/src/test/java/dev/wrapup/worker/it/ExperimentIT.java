package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.sandbox.experiment.ExperimentMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The short forms of {@code ./scripts/experiment}. They show that each measures and loses nothing; for the bounds on
 * what it measures they are too short.
 */
@Tag("alone")
class ExperimentIT {

    @TempDir
    private Path folder;

    @Test
    void isolationIsMeasuredWithoutTheOthersAndWithThem() throws Exception {
        JsonNode report = measured("isolation", "--closures=150", "--rounds=1", "--partitions=1");

        assertThat(report.at("/forms/0/ratio").asDouble())
                .as("of so few closures a rough figure")
                .isBetween(0.3, 3.0);
        assertThat(report.path("parts")).hasSize(2).allSatisfy(part -> {
            assertThat(part.path("undelivered").asInt()).isZero();
            assertThat(part.at("/readyToDeliveredMillis/p99").asDouble()).isPositive();
        });
    }

    @Test
    void pacingUsesTheBudgetAndNoMore() throws Exception {
        JsonNode report = measured("pacing", "--closures=60", "--workers=1");

        JsonNode part = report.at("/parts/0");
        assertThat(part.path("requests").asInt()).as("two for each at least").isGreaterThanOrEqualTo(120);
        assertThat(part.path("undelivered").asInt()).isZero();
        assertThat(part.path("budgetUsed").asDouble()).isBetween(0.8, 1.2);
    }

    @Test
    void aWatchedWorkerIsMeasuredAgainstAnUnwatchedOne() throws Exception {
        JsonNode report = measured("onlookers", "--closures=3000", "--rounds=1");

        assertThat(report.path("throughputRatio").asDouble())
                .as("of so few closures a rough figure")
                .isBetween(0.5, 2.0);
        assertThat(report.path("parts")).hasSize(2).allSatisfy(part -> {
            assertThat(part.path("undelivered").asInt()).isZero();
            assertThat(part.path("looks").asInt() > 0)
                    .as("looked at")
                    .isEqualTo(part.path("watched").asBoolean());
        });
    }

    @Test
    void economyIsMeasuredForEachKindOfWorkerAndEachProfile() throws Exception {
        JsonNode report = measured("economy", "--minutes=0.2", "--rate=6", "--settled=1s", "--control");

        assertThat(report.path("organizations")).hasSize(12).allSatisfy(organization -> {
            assertThat(organization.path("closures").asInt()).isEqualTo(72);
            assertThat(organization.path("lost").asInt()).isZero();
            assertThat(organization.path("wastedPolls").asInt()).isPositive();
        });
        assertThat(report.at("/callsPerWrapUpOverLogNormalLags/A").asDouble()).isBetween(2.0, 3.0);
    }

    /** The report of an experiment that doubled and misdirected nothing. */
    private JsonNode measured(String... arguments) throws Exception {
        Path file = folder.resolve("report.json");
        List<String> line = new ArrayList<>(List.of(arguments));
        line.add("--report=" + file);

        int exitCode = ExperimentMain.run(line.toArray(String[]::new));

        JsonNode report = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(exitCode)
                .as(report.toPrettyString())
                .isEqualTo(report.path("kept").asBoolean() ? 0 : 1);
        assertThat(report.path("bounds"))
                .filteredOn(bound -> bound.has("atMost") && bound.path("atMost").asDouble() == 0)
                .hasSizeBetween(3, 4)
                .allSatisfy(bound -> assertThat(bound.path("kept").asBoolean())
                        .as(bound.toString())
                        .isTrue());
        return report;
    }
}
