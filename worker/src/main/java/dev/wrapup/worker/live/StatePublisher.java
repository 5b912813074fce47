package dev.wrapup.worker.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.time.Clock;
import dev.wrapup.worker.kafka.Contact;
import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.service.Service;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a worker's state to the topic of all workers, every few seconds. The work does not depend on it: what fails is
 * told once, and tried again the next time.
 */
public final class StatePublisher implements Service {

    private static final Logger log = LoggerFactory.getLogger(StatePublisher.class);

    /** Between two states. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Supplier<WorkerState> states;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final String topic;
    private final Clock clock;
    private final AtomicBoolean isFailing = new AtomicBoolean();
    private volatile @Nullable Producer<byte[], byte[]> producer;
    private @Nullable Thread thread;

    /**
     * A publisher that is silent yet.
     *
     * @param producers makes the producer that it closes in the end
     */
    public StatePublisher(
            Supplier<WorkerState> states, Supplier<Producer<byte[], byte[]>> producers, String topic, Clock clock) {
        this.states = states;
        this.producers = producers;
        this.topic = topic;
        this.clock = clock;
    }

    /** Returns at once, whether Kafka answers or not. */
    @Override
    public synchronized void start() {
        thread = Thread.ofPlatform().daemon().name("state").start(this::run);
    }

    /** Writes the state once more, as it is then; for that, and for its end, it waits 6 s at most. */
    @Override
    public synchronized void stop() {
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(PATIENCE.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    /** Whether Kafka answers it, which it asks every few seconds. Thread-safe. */
    public boolean hasContact() {
        Producer<byte[], byte[]> open = producer;
        return open != null && Contact.holds(open);
    }

    private void run() {
        Producer<byte[], byte[]> open = null;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                open = open == null ? open() : open;
                producer = open;
                if (open != null) {
                    publish(open);
                }
                clock.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            log.trace("told to stop");
        } finally {
            if (open != null) {
                boolean unused = Thread.interrupted(); // or nothing more could be sent
                publish(open);
                open.close(PATIENCE);
            }
        }
    }

    private @Nullable Producer<byte[], byte[]> open() {
        try {
            return producers.get();
        } catch (RuntimeException e) { // whatever it is, the work goes on without
            failed(e);
            return null;
        }
    }

    /** Writes the state as it is now. */
    void publish(Producer<byte[], byte[]> producer) {
        try {
            WorkerState state = states.get();
            Future<?> unused = producer.send(
                    new ProducerRecord<>(topic, state.instance().getBytes(UTF_8), state.toJson()),
                    (written, failure) -> ended(failure));
        } catch (RuntimeException e) { // whatever it is, the work goes on without
            failed(e);
        }
    }

    private void ended(@Nullable Exception failure) {
        if (failure != null) {
            failed(failure);
        } else if (isFailing.compareAndSet(true, false)) {
            log.info("The worker's live state is published again");
        }
    }

    private void failed(Exception failure) {
        if (isFailing.compareAndSet(false, true)) {
            log.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("error", KafkaFailure.inWords(failure))
                    .log("The worker's live state cannot be published, and is tried again. Its work goes on");
        }
    }
}
