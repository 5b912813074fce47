package dev.wrapup.worker.ingest;

import dev.wrapup.event.Closure;
import dev.wrapup.time.Clock;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.kafka.Contact;
import dev.wrapup.worker.kafka.KafkaFailure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes closures to Kafka and returns only once every in-sync replica has them. Thread-safe. */
final class ClosureWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClosureWriter.class);

    /** Longer than the producer's own delivery timeout, so that it is the producer that says what went wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Each takes as long as the producer lets a caller wait, 2 s: a busy machine may need more for its first TLS. */
    private static final int INTRODUCTIONS = 10;

    /**
     * Writes that all fail for longer than that tell of the next one; a partition without a leader, or a broker that is
     * replaced, does not. Nor does a failure that is longer ago: whoever is sent nothing for it could not find out that
     * Kafka takes events again.
     */
    private static final Duration FAILURES_TELL = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Clock clock;
    private volatile @Nullable Failing failing; // null once a later write succeeded

    private record Failing(long sinceNanos, long lastNanos) {}

    ClosureWriter(Producer<byte[], byte[]> producer, String topic, Clock clock) {
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
    }

    /**
     * Asks Kafka for the topic, and so whether it knows this user. A cluster that does not answer may do so later: until
     * then senders are told to come back.
     *
     * @throws KafkaException when it refuses the user
     */
    void introduce() {
        KafkaException last = null;
        for (int attempt = 0; attempt < INTRODUCTIONS; attempt++) {
            try {
                List<PartitionInfo> unused = producer.partitionsFor(topic);
                return;
            } catch (KafkaException e) {
                if (KafkaFailure.refusal(e).isPresent()) {
                    producer.close(Duration.ZERO); // in patience, it would complain of a transaction that it has not
                    throw e;
                }
                last = e;
            }
        }
        log.atWarn()
                .addKeyValue("error", last == null ? "-" : KafkaFailure.inWords(last))
                .log("Kafka does not answer; senders are told to come back until it does");
    }

    /** Whether Kafka would take an event, as far as is known. */
    boolean isReady() {
        Failing known = failing;
        boolean fails = known != null && isLongAgo(known.sinceNanos()) && !isLongAgo(known.lastNanos());
        return Contact.holds(producer) && !fails;
    }

    private boolean isLongAgo(long nanos) {
        return clock.nanoTime() - nanos > FAILURES_TELL.toNanos();
    }

    /**
     * Writes the event, byte for byte.
     *
     * @param arrival told of it
     * @throws RefusedException with 503 when Kafka did not take it, with 413 when it is larger than Kafka takes
     */
    void write(Closure closure, byte[] event, Arrivals.Arrival arrival) throws RefusedException {
        Arrivals.Writing writing = arrival.writes(closure, topic);
        byte[] key = Partitioning.key(closure.organization());
        Headers headers =
                TrailHeaders.entering(clock.now(), writing.traceparent().orElse(null));
        try {
            RecordMetadata place = producer.send(new ProducerRecord<>(topic, null, key, event, headers))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            failing = null;
            writing.written(place.partition(), place.offset());
        } catch (ExecutionException e) {
            throw refused(writing, Objects.requireNonNullElse(e.getCause(), e));
        } catch (KafkaException | IllegalStateException | TimeoutException e) { // the second: it is closed already
            throw refused(writing, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(writing, e);
        }
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
    }

    private RefusedException refused(Arrivals.Writing writing, Throwable cause) {
        writing.failed(cause);
        if (cause instanceof RecordTooLargeException) {
            return new RefusedException(413, "Kafka does not take an event of that size");
        }
        long now = clock.nanoTime();
        Failing known = failing;
        failing = new Failing(known == null ? now : known.sinceNanos(), now);
        log.atWarn()
                .addKeyValue("error", KafkaFailure.inWords(cause))
                .log("Kafka did not take a closure; its sender was told");
        return new RefusedException(503, "Kafka cannot take the event now");
    }
}
