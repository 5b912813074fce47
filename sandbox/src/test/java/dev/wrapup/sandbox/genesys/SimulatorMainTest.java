package dev.wrapup.sandbox.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class SimulatorMainTest {

    @Test
    void theCommandLineBecomesTheScenario() {
        Scenario scenario = parse(
                "--orgs=4",
                "--rate=2.5",
                "--not-ready=0.3",
                "--never-ready=0.01",
                "--lag=10s",
                "--lag-sigma=0",
                "--latency=250ms",
                "--latency-tail=5ms",
                "--seed=7",
                "--requests-per-minute=600");

        assertThat(scenario)
                .isEqualTo(Scenario.oneClient(4)
                        .withSeed(7)
                        .eachClient(client -> client.withRequestsPerMinute(600))
                        .eachOrganization(org -> org.withClosuresPerSecond(2.5)
                                .withReadiness(new Readiness(0.3, 0.01, new Lag.LogNormal(Duration.ofSeconds(10), 0)))
                                .withLatency(new Latency(Duration.ofMillis(250), Duration.ofMillis(5)))));
    }

    @Test
    void withoutOptionsItIsTheUsersCase() {
        Scenario scenario = parse();

        assertThat(scenario.clients()).hasSize(1);
        assertThat(scenario.clients().getFirst().requestsPerMinute()).isEqualTo(300);
        assertThat(scenario.organizations())
                .hasSize(3)
                .allSatisfy(org -> assertThat(org.readiness().lateShare()).isEqualTo(0.15));
        assertThat(parse("--client-each").clients()).hasSize(3);
    }

    @Test
    void aScenarioCanBeReadFromAFile(@TempDir Path folder) {
        Lag lag = new Lag.Bimodal(new Lag.LogNormal(Duration.ofMillis(400), 0.6), new Lag.Fixed(Duration.ZERO), 0.5);
        Scenario scenario = Scenario.clientEach(2)
                .eachOrganization(org -> org.withReadiness(new Readiness(0.15, 0, lag)))
                .eachOrganization(org -> org.withLagSeries("bimodal"));
        Path file = folder.resolve("scenario.json");

        Remote.JSON.writeValue(file, scenario);

        assertThat(parse("--scenario=" + file)).isEqualTo(scenario);
    }

    @Test
    void aDurationNeedsItsUnit() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parse("--latency=20"))
                .withMessageContaining("'20' is not a duration such as 250ms, 5s, 10m or 1h");
    }

    private static Scenario parse(String... arguments) {
        ScenarioOptions options = new ScenarioOptions();
        new CommandLine(options)
                .registerConverter(Duration.class, new DurationConverter())
                .parseArgs(arguments);
        return options.scenario();
    }
}
