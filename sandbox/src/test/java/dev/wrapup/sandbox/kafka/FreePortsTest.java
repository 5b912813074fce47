package dev.wrapup.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void thePortsDifferAndAreNoneThatTheSystemLends() {
        assertThat(FreePorts.find(50))
                .hasSize(50)
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isBetween(20_000, 32_767));
    }
}
