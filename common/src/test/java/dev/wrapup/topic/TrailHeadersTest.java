package dev.wrapup.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailHeadersTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private static final String SPAN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String NEXT_SPAN = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";
    private static final Hop HOP = new Hop(Reason.NotReady.INTERACTION_NOT_READY, null, NOW);

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

    @ParameterizedTest
    @ValueSource(strings = {"x", "ä", "語"})
    void aDetailIsReadBackHoweverManyBytesItsCharactersTake(String character) {
        for (int length : new int[] {1, 512, 1_000}) {
            Hop hop = new Hop(Reason.Dead.REJECTED, character.repeat(length), null);
            ConsumerRecord<byte[], byte[]> moved = new ConsumerRecord<>("wrapup.dead-letter", 3, 42, null, null);
            TrailHeaders.moving(moved.headers(), TrailHeaders.read(moved), hop).forEach(moved.headers()::add);

            assertThat(TrailHeaders.detail(moved)).contains(Detail.of(character.repeat(length)));
        }
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
                        NOW.plusSeconds(60),
                        null));
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

    @Test
    void thePlaceInATraceIsReadAndReplacedAndNeverAppended() {
        add("traceparent", "00-11111111111111111111111111111111-2222222222222222-01");
        add("traceparent", SPAN);
        Trail trail = TrailHeaders.read(record);

        assertThat(trail.traceparent()).isEqualTo(new Traceparent(SPAN));
        assertThat(traceparents(TrailHeaders.rekeyed(record.headers(), trail))).containsExactly(SPAN);
        assertThat(traceparents(
                        TrailHeaders.moving(record.headers(), trail.withTraceparent(new Traceparent(NEXT_SPAN)), HOP)))
                .containsExactly(NEXT_SPAN);
        assertThat(traceparents(TrailHeaders.replaying(record.headers(), trail, NOW)))
                .containsExactly(SPAN);
        assertThat(traceparents(TrailHeaders.ofEntry(trail))).containsExactly(SPAN);
    }

    @Test
    void whereNobodyTracesNoTraceparentIsMade() {
        Trail trail = TrailHeaders.read(record);

        assertThat(trail.traceparent()).isNull();
        assertThat(traceparents(TrailHeaders.moving(record.headers(), trail, HOP)))
                .isEmpty();
        assertThat(TrailHeaders.ofEntry(trail)).isEmpty();
        assertThat(traceparents(TrailHeaders.entering(NOW, null))).isEmpty();
        assertThat(traceparents(TrailHeaders.entering(NOW, new Traceparent(SPAN))))
                .containsExactly(SPAN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n",
            })
    void whatIsNoPlaceInATraceIsSomebodyElsesHeader(String text) {
        add("traceparent", text);
        Trail trail = TrailHeaders.read(record);

        assertThat(trail.traceparent()).isNull();
        assertThat(traceparents(TrailHeaders.moving(record.headers(), trail, HOP)))
                .containsExactly(text);
        assertThat(traceparents(
                        TrailHeaders.moving(record.headers(), trail.withTraceparent(new Traceparent(SPAN)), HOP)))
                .containsExactly(SPAN);
    }

    @Test
    void everyTrailAfterwardsKeepsItsPlaceInTheTrace() {
        add("traceparent", SPAN);
        Trail after = TrailHeaders.read(record)
                .with(new Effort(1, 1, 1, 1))
                .withConversationFound()
                .withLastNotReadyAt(NOW)
                .withCorrelationId("correlation")
                .replayed(NOW)
                .seenBy(NOW.minusSeconds(1));

        assertThat(after.traceparent()).isEqualTo(new Traceparent(SPAN));
    }

    private void add(String name, String text) {
        record.headers().add(name, text.getBytes(UTF_8));
    }

    private static List<String> traceparents(Headers headers) {
        return StreamSupport.stream(headers.headers("traceparent").spliterator(), false)
                .map(header -> new String(header.value(), UTF_8))
                .toList();
    }
}
