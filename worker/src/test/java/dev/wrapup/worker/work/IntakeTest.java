package dev.wrapup.worker.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.EventDecoder;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Reason;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.deliver.Finished;
import dev.wrapup.worker.deliver.Outcome;
import dev.wrapup.worker.kafka.RecordSizes;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What becomes of records that a lane sheds before any pass has seen them: only closures wait in a delay topic. */
class IntakeTest {

    private static final String CLOSES = "v2.detail.events.conversation.{id}.customer.end";
    private static final RecordSizes SIZES = new RecordSizes(10_000, 20_000, 30_000);
    private static final Outcome.Deferred SATURATED =
            new Outcome.Deferred(Reason.Deferred.ORG_SATURATED, Duration.ofSeconds(10), "its lane is full");

    private final ManualClock clock = new ManualClock();
    private final Intake intake =
            new Intake(new EventDecoder(Set.of(CLOSES)), new Partitioning(1), null, SIZES, Passes.PLAIN);

    @Test
    void aClosureIsDeferred() {
        Finished finished = defer(event(CLOSES, ""));

        assertThat(finished.outcome()).isEqualTo(SATURATED);
        assertThat(finished.closure()).isNotNull();
    }

    @Test
    void oneThatIsTooLargeForADelayTopicIsNot() {
        assertThat(defer(event(CLOSES, "x".repeat(SIZES.workable()))).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Dead.class, dead -> assertThat(dead.reason()).isEqualTo(Reason.Dead.MALFORMED));
    }

    @Test
    void oneThatIsNoEventIsNot() {
        assertThat(defer("no event").outcome()).isInstanceOf(Outcome.Dead.class);
    }

    @Test
    void anotherEventIsIgnoredAsEver() {
        assertThat(defer(event("v2.detail.events.conversation.{id}.customer.start", ""))
                        .outcome())
                .isInstanceOf(Outcome.Ignored.class);
    }

    private Finished defer(String value) {
        AssignedPartition partition = new AssignedPartition(
                new TopicPartition("wrapup.closures", 0),
                null,
                null,
                new AssignedPartition.Tenure(clock.now(), new Lease(clock)));
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "wrapup.closures", 0, 7, Samples.ACME.value().getBytes(UTF_8), value.getBytes(UTF_8));
        return intake.defer(new Taken(partition, record), SATURATED);
    }

    private static String event(String detailType, String more) {
        return Samples.json("{'id': 'event-1', 'detail-type': '" + detailType + "',"
                        + "'source': 'aws.partner/genesys.com/cloud/" + Samples.ACME + "/bus', 'more': '" + more + "',"
                        + "'detail': {'eventBody': {'conversationId': '" + Samples.CONVERSATION + "'}}}")
                .toString();
    }
}
