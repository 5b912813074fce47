package dev.wrapup.sandbox.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentMainTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "juggling",
                "isolation --closures=0",
                "isolation --partitions=0",
                "pacing --closures=2",
                "pacing --workers=13",
                "economy --rate=0",
                "economy --minutes=0",
                "economy --budget=0s"
            })
    void whatCannotBeMeasuredIsAMatterOfUsage(String line) {
        assertThat(ExperimentMain.run(line.isEmpty() ? new String[0] : line.split(" ")))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "isolation --help", "pacing --help", "economy --help"})
    void helpIsNoFailure(String line) {
        assertThat(ExperimentMain.run(line.split(" "))).isZero();
    }
}
