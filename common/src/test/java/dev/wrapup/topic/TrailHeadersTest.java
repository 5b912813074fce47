package dev.wrapup.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailHeadersTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final ConsumerRecord<byte[], byte[]> record =
            new ConsumerRecord<>("wrapup.closures", 3, 42, null, new byte[0]);

    @Test
    void aRecordWithoutHeadersBeginsWhereItStands() {
        assertThat(TrailHeaders.read(record).origin()).isEqualTo("wrapup.closures-3@42");
    }

    @Test
    void whatAHopKnowsIsReadAtTheNextOne() {
        Trail before =
                new Trail("wrapup.closures-7@1", NOW, new Effort(1, 2, 3, 4), true, NOW.minusMillis(1), "correlation");
        TrailHeaders.moving(record.headers(), before, new Hop(Reason.NotReady.INTERACTION_NOT_READY, null, NOW))
                .forEach(record.headers()::add);

        assertThat(TrailHeaders.read(record)).isEqualTo(before);
        assertThat(TrailHeaders.due(record)).contains(NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "true",
                "<script>alert(1)</script>",
                "wrapup.closures",
                "wrapup.closures-3",
                "wrapup.closures-3@",
                "wrapup closures-3@42",
                "wrapup.closures-3@42 and more",
                "wrapup.closures-99999999999@42",
            })
    void anOriginThatIsNoPlaceCountsAsAbsent(String claimed) {
        record.headers().add("wrapup-origin", claimed.getBytes(UTF_8));

        assertThat(TrailHeaders.read(record).origin()).isEqualTo("wrapup.closures-3@42");
    }

    @Test
    void nothingWasSeenFirstLaterThanNow() {
        Trail claimed = new Trail("wrapup.closures-7@1", NOW.plusSeconds(1), Effort.NONE, false, null, null);

        assertThat(claimed.seenBy(NOW).firstSeen()).isEqualTo(NOW);
        assertThat(claimed.seenBy(NOW.plusSeconds(2))).isEqualTo(claimed);
    }
}
