package dev.wrapup.worker.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordSizesTest {

    private static final RecordSizes SIZES = new RecordSizes(1_000, 100_000, 200_000);

    @Test
    void ourHeadersDoNotCountSoThatARecordIsAsLargeAtItsLastHopAsAtItsFirst() {
        ConsumerRecord<byte[], byte[]> record = record(900);
        long before = RecordSizes.of(record);
        record.headers().add("wrapup-detail", new byte[512]);

        assertThat(RecordSizes.of(record)).isEqualTo(before).isEqualTo(903);
    }

    @Test
    void aTraceThatAHopPutsARecordIntoDoesNotMakeItLarger() {
        ConsumerRecord<byte[], byte[]> record = record(997);
        record.headers().add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(UTF_8));

        assertThat(SIZES.isWorkable(record)).isTrue();
    }

    @Test
    void theHeadersOfOthersCount() {
        ConsumerRecord<byte[], byte[]> record = record(900);
        record.headers().add("traceparent", new byte[100]).add("empty", null);

        assertThat(RecordSizes.of(record)).isGreaterThan(903 + 100);
        assertThat(SIZES.isWorkable(record)).isFalse();
    }

    @Test
    void theLimitItselfIsWorkable() {
        assertThat(SIZES.isWorkable(record(997))).isTrue();
        assertThat(SIZES.isWorkable(record(998))).isFalse();
    }

    @Test
    void aRecordTakesOnePlaceAndOneMoreForEach16KiB() {
        assertThat(RecordSizes.places(new ConsumerRecord<>("t", 0, 0, null, null)))
                .isEqualTo(1);
        assertThat(RecordSizes.places(record(2_000))).isEqualTo(1);
        assertThat(RecordSizes.places(record(16 * 1024))).isEqualTo(2);
        assertThat(RecordSizes.places(record(1 << 20))).isEqualTo(65);
    }

    @Test
    void ourHeadersTakePlacesToo() {
        ConsumerRecord<byte[], byte[]> record = record(0);
        record.headers().add("wrapup-junk", new byte[1 << 20]).add("another", null);

        assertThat(RecordSizes.places(record)).isEqualTo(65);
    }

    @Test
    void aRecordOfNothingHasASize() {
        assertThat(RecordSizes.of(new ConsumerRecord<>("t", 0, 0, null, null))).isZero();
    }

    private static ConsumerRecord<byte[], byte[]> record(int value) {
        return new ConsumerRecord<>("t", 0, 0, "key".getBytes(UTF_8), new byte[value]);
    }
}
