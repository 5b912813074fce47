package dev.wrapup.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.MetadataAge;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactTest {

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @ParameterizedTest
    @CsvSource({"0, true", "3.2, true", "10, true", "10.001, false", "1.78e9, false"})
    void contactHoldsWhileTheMetadataIsNoOlderThanTenSeconds(double seconds, boolean holds) {
        MetadataAge.of(producer, () -> seconds);

        assertThat(Contact.holds(producer)).isEqualTo(holds);
    }

    @Test
    void whoSaysNothingOfItsMetadataHasNone() {
        assertThat(Contact.holds(producer)).isFalse();
    }
}
