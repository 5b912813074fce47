package dev.wrapup.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterOptionsTest {

    @Test
    void theDefaultStartsQuickly() {
        assertThat(new ClusterOptions(3)).isEqualTo(new ClusterOptions(3, ClusterOptions.QUICK_START, Map.of(), null));
    }

    @Test
    void aPropertyIsAddedToTheOthers() {
        assertThat(new ClusterOptions(1)
                        .with(Map.of("a", "1"))
                        .with(Map.of("b", "2"))
                        .settings())
                .isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void theJavaOptionsReplaceTheDefaults() {
        assertThat(new ClusterOptions(1).withJvm("-Xmx2g").jvm()).containsExactly("-Xmx2g");
    }

    @Test
    void aSizeThatCannotWorkIsRefused() {
        assertThatThrownBy(() -> new ClusterOptions(2)).hasMessageContaining("1 or 3 nodes, not 2");
    }
}
