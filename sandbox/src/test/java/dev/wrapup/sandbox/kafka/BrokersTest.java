package dev.wrapup.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokersTest {

    @Test
    void theVariableDecides() {
        assertThat(Brokers.maker(Map.of("WRAPUP_BROKER", "process", "CI", "true"), BrokersTest::neverAsked))
                .isEqualTo(Brokers.Maker.PROCESS);
        assertThat(Brokers.maker(Map.of("WRAPUP_BROKER", "container"), BrokersTest::neverAsked))
                .isEqualTo(Brokers.Maker.CONTAINER);
    }

    @Test
    void withoutItTheContainerIsForBuildServersWithDocker() {
        assertThat(Brokers.maker(Map.of("CI", "true"), () -> true)).isEqualTo(Brokers.Maker.CONTAINER);
        assertThat(Brokers.maker(Map.of("CI", "true"), () -> false)).isEqualTo(Brokers.Maker.PROCESS);
        assertThat(Brokers.maker(Map.of(), BrokersTest::neverAsked)).isEqualTo(Brokers.Maker.PROCESS);
        assertThat(Brokers.maker(Map.of("CI", "false", "WRAPUP_BROKER", ""), BrokersTest::neverAsked))
                .isEqualTo(Brokers.Maker.PROCESS);
    }

    @Test
    void anUnknownMakerIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> Brokers.maker(Map.of("WRAPUP_BROKER", "cloud"), BrokersTest::neverAsked))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cloud")
                .hasMessageContaining("process or container");
    }

    private static boolean neverAsked() {
        throw new AssertionError("nobody needs to know whether Docker answers");
    }
}
