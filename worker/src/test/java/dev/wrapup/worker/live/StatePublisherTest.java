package dev.wrapup.worker.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.time.Clock;
import dev.wrapup.worker.Logged;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.MetadataAge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
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
                null,
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
    void whoIsToldToStopWritesTheStateAsItIsThen() throws Exception {
        CountDownLatch isSleeping = new CountDownLatch(1);
        StatePublisher started = new StatePublisher(this::state, () -> kafka, "wrapup.workers", new Clock() {
            @Override
            public Instant now() {
                return clock.now();
            }

            @Override
            public long nanoTime() {
                return clock.nanoTime();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                isSleeping.countDown();
                new CountDownLatch(1).await();
            }
        });
        started.start();
        isSleeping.await();
        clock.advance(Duration.ofSeconds(1));
        started.stop();

        assertThat(kafka.history())
                .map(record ->
                        WorkerState.fromJson(record.value()).orElseThrow().at())
                .containsExactly(ManualClock.START, ManualClock.START.plusSeconds(1));
        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void itHasContactWhileItsProducerHas() throws Exception {
        double[] age = {1};
        CountDownLatch isSending = new CountDownLatch(1);
        MockProducer<byte[], byte[]> open =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(
                            ProducerRecord<byte[], byte[]> record, Callback callback) {
                        isSending.countDown();
                        return super.send(record, callback);
                    }
                };
        MetadataAge.of(open, () -> age[0]);
        StatePublisher started = new StatePublisher(this::state, () -> open, "wrapup.workers", clock);
        assertThat(started.hasContact()).as("before the start").isFalse();

        started.start();
        try {
            isSending.await();
            assertThat(started.hasContact()).isTrue();
            age[0] = 11;
            assertThat(started.hasContact()).isFalse();
        } finally {
            started.stop();
        }
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
