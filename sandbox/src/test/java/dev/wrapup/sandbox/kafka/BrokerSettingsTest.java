package dev.wrapup.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

    @Test
    void threeNodesKeepThreeReplicasOfWhichTwoMustBeInSync() {
        assertThat(BrokerSettings.of(3, Map.of()))
                .containsEntry("default.replication.factor", "3")
                .containsEntry("offsets.topic.replication.factor", "3")
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("transaction.state.log.min.isr", "2");
    }

    @Test
    void oneNodeKeepsOne() {
        assertThat(BrokerSettings.of(1, Map.of()))
                .containsEntry("default.replication.factor", "1")
                .containsEntry("offsets.topic.replication.factor", "1")
                .containsEntry("min.insync.replicas", "1")
                .containsEntry("transaction.state.log.min.isr", "1");
    }

    @Test
    void theCallersSettingsGoFirst() {
        assertThat(BrokerSettings.of(1, Map.of("message.max.bytes", "10"))).containsEntry("message.max.bytes", "10");
    }
}
