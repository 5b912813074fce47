package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.sandbox.demo.DemoMain;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo of the README, in small. With this seed, three conversations never become ready. */
class DemoIT {

    @Test
    void theDemoLosesDoublesAndMisdirectsNothing(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("report.json");

        int exitCode = DemoMain.run("--events=300", "--orgs=3", "--seed=4", "--report=" + file);

        assertThat(exitCode).isZero();
        JsonNode report = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(report.path("closures").asInt()).isEqualTo(300);
        assertThat(report.path("deadLettered").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(report.path("delivered").asInt())
                .isEqualTo(300 - report.path("deadLettered").asInt());
        assertThat(report.path("lost").asInt()).isZero();
        assertThat(report.path("duplicateWrapUps").asInt()).isZero();
        assertThat(report.path("wrongOrganizationRequests").asInt()).isZero();
        assertThat(report.path("notReadyResponses").asInt()).isPositive();
        assertThat(report.path("callsPerWrapUp").asDouble()).isBetween(2.0, 4.0);
        assertThat(report.at("/readyToDeliveredMillis/p50").asDouble()).isPositive();
    }
}
