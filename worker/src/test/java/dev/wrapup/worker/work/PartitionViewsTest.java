package dev.wrapup.worker.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionViewsTest {

    private static final TopicPartition CLOSURES = new TopicPartition("wrapup.closures", 3);

    private final ManualClock clock = new ManualClock();
    private final PartitionViews views = new PartitionViews(clock);
    private final AssignedPartition partition =
            new AssignedPartition(CLOSURES, null, null, new AssignedPartition.Tenure(clock.now(), new Lease(clock)));

    @Test
    void theyAreTakenOnceASecondAndSeenByAnybody() {
        assertThat(views.latest()).isEmpty();
        views.look(List.of(partition));
        assertThat(views.latest()).containsExactly(new PartitionView("wrapup.closures", 3, 0, 0));

        partition.fetched(List.of(record(0), record(1), record(2)), clock.now());
        partition.take(record(0));
        views.look(List.of(partition));
        assertThat(views.latest()).as("too early").containsExactly(new PartitionView("wrapup.closures", 3, 0, 0));

        clock.advance(Duration.ofSeconds(1));
        views.look(List.of(partition));
        assertThat(views.latest()).containsExactly(new PartitionView("wrapup.closures", 3, 2, 1));

        clock.advance(Duration.ofSeconds(1));
        views.look(List.of());
        assertThat(views.latest()).as("given away").isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(CLOSURES.topic(), CLOSURES.partition(), offset, null, new byte[10]);
    }
}
