package dev.wrapup.sandbox.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.sandbox.time.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ExperimentMainTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "juggling",
                "isolation --closures=0",
                "isolation --partitions=0",
                "isolation --report=none/report.json",
                "pacing --closures=2",
                "pacing --workers=13",
                "economy --rate=0",
                "economy --minutes=0",
                "economy --budget=0s",
                "onlookers --rounds=0",
                "onlookers --closures=9"
            })
    void whatCannotBeMeasuredIsAMatterOfUsage(String line) {
        assertThat(ExperimentMain.run(line.isEmpty() ? new String[0] : line.split(" ")))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "isolation --help", "pacing --help", "economy --help", "onlookers --help"})
    void helpIsNoFailure(String line) {
        assertThat(ExperimentMain.run(line.split(" "))).isZero();
    }

    @Test
    void percentagesInTheHelpAreOnes() {
        assertThat(new CommandLine(new PacingCommand(new ManualClock())).getUsageMessage())
                .contains("95 %", "0.5")
                .doesNotContain("%%");
        assertThat(new CommandLine(new EconomyCommand(new ManualClock())).getUsageMessage())
                .contains("15 %")
                .doesNotContain("%%");
    }
}
