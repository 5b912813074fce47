package dev.wrapup.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContainerBrokerTest {

    @Test
    void aPropertyIsAVariableOfTheImage() {
        assertThat(ContainerBroker.variable("message.max.bytes")).isEqualTo("KAFKA_MESSAGE_MAX_BYTES");
        assertThat(ContainerBroker.variable("odd_one-out.ms")).isEqualTo("KAFKA_ODD__ONE___OUT_MS");
    }
}
