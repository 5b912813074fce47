package dev.wrapup.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
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

    @Test
    void aReplayBeginsAnewAndForgetsNothing() {
        Trail before =
                new Trail("wrapup.closures-7@1", NOW, new Effort(4, 2, 3, 1), true, NOW.minusMillis(1), "correlation");
        TrailHeaders.replaying(record.headers(), before, NOW.plusSeconds(60)).forEach(record.headers()::add);

        Trail after = TrailHeaders.read(record);

        assertThat(after)
                .isEqualTo(new Trail(
                        "wrapup.closures-7@1",
                        NOW,
                        new Effort(0, 2, 3, 2),
                        true,
                        NOW.minusMillis(1),
                        "correlation",
                        NOW.plusSeconds(60)));
        assertThat(after.onItsWaySince()).isEqualTo(NOW.plusSeconds(60));
        assertThat(before.onItsWaySince()).isEqualTo(NOW);
        assertThat(after.seenBy(NOW.plusSeconds(9)).onItsWaySince()).isEqualTo(NOW.plusSeconds(9));
    }

    @Test
    void aReplayTakesNoReasonAndNoTimeAlong() {
        Headers buried = TrailHeaders.moving(
                record.headers(), TrailHeaders.read(record), new Hop(Reason.Dead.REJECTED, "status 400", NOW));

        assertThat(TrailHeaders.replaying(buried, TrailHeaders.read(record), NOW))
                .extracting(Header::key)
                .doesNotContain("wrapup-reason", "wrapup-detail", "wrapup-due")
                .contains("wrapup-replays", "wrapup-replayed");
    }
}
