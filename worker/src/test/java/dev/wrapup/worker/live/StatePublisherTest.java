package dev.wrapup.worker.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.Logged;
import dev.wrapup.worker.ManualClock;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class StatePublisherTest {

    private final ManualClock clock = new ManualClock();
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final StatePublisher publisher = new StatePublisher(this::state, () -> kafka, "wrapup.workers", clock);

    private WorkerState state() {
        return new WorkerState(
                "worker-1",
                clock.now(),
                ManualClock.START,
                List.of(1, 2),
                List.of(),
                new WorkerState.Settling(12, null));
    }

    @Test
    void theStateIsWrittenUnderTheWorkersName() {
        publisher.publish(kafka);

        assertThat(kafka.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("wrapup.workers");
            assertThat(new String(record.key(), UTF_8)).isEqualTo("worker-1");
            assertThat(WorkerState.fromJson(record.value())).contains(state());
        });
    }

    @Test
    void whatFailsIsToldOnceAndSoIsItsEnd() {
        try (Logged logged = Logged.by(StatePublisher.class)) {
            for (int i = 0; i < 3; i++) {
                publisher.publish(kafka);
                kafka.errorNext(new TopicAuthorizationException("wrapup.workers"));
            }
            kafka.sendException = new TimeoutException("no broker");
            publisher.publish(kafka);
            kafka.sendException = null;
            publisher.publish(kafka);
            kafka.completeNext();
            publisher.publish(kafka);
            kafka.completeNext();

            assertThat(logged.lines()).hasSize(2);
            assertThat(logged.lines().getFirst()).startsWith("WARN").contains("cannot be published");
            assertThat(logged.lines().getLast()).startsWith("INFO").contains("published again");
        }
    }
}
