package dev.wrapup.worker.work;

import dev.wrapup.time.Clock;
import dev.wrapup.worker.kafka.KafkaFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's transactional producer: all of a settle is durable, or nothing of it. For the loop's thread.
 *
 * <p>A failed transaction has two ends. Mostly it is aborted, and certainly nothing was written. When even that fails
 * (the commit timed out, the producer was fenced), nobody knows; then replacing the producer makes the broker finish or
 * abort what was begun, and the group's committed offsets tell which it was.
 *
 * <p>In both cases the producer is of no more use. Kafka's keeps offsets that the coordinator did not answer for and sends
 * them along with those of its next transaction, when the partitions may have been another's for long.
 *
 * <p>A worker that is fenced again and again has a namesake, which it fences as often: it goes on under another name.
 */
final class Transactions implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Transactions.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    /** A transaction that takes too long is fenced by the broker, once. */
    private static final int FENCED_BY_A_NAMESAKE = 3;

    private static final Duration AGAIN_AND_AGAIN = Duration.ofMinutes(1);

    /** How a transaction ended. */
    enum End {
        COMMITTED,
        /** Nothing was written. */
        ABORTED,
        /** All of it was written, or nothing. */
        UNKNOWN
    }

    /** Each takes as long as the producer lets a caller wait, 6 s. */
    private static final int BEGINNINGS = 5;

    private final Function<String, Producer<byte[], byte[]>> producers;
    private final Lease lease;
    private final Clock clock;
    private String name;
    private Producer<byte[], byte[]> producer;
    private boolean spent;
    private int fenced; // since then
    private long fencedSince;

    /**
     * Makes the first producer ready, which fences the same instance's earlier life.
     *
     * @param producers one with that transactional id each
     * @param name the instance's
     * @param lease renewed whenever the coordinator takes offsets from this worker
     */
    Transactions(Function<String, Producer<byte[], byte[]>> producers, String name, Lease lease, Clock clock) {
        this.producers = producers;
        this.name = name;
        this.lease = lease;
        this.clock = clock;
        this.producer = producers.apply(name);
        begin(producer);
    }

    /** The first worker of a cluster waits until its coordinator is made; one that is being replaced takes its time, too. */
    private static void begin(Producer<byte[], byte[]> producer) {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.initTransactions();
                return;
            } catch (TimeoutException e) {
                if (attempt == BEGINNINGS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Writes the records and moves the group's offsets, in one transaction.
     *
     * @throws KafkaException when the cluster refuses the worker: nothing was committed, and to try again is in vain
     */
    End settle(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        try {
            if (spent) {
                replaceProducer();
            }
        } catch (KafkaException e) {
            if (KafkaFailure.refusal(e).isPresent()) {
                throw e;
            }
            log.warn("There is no producer for the next transaction yet: {}", e.toString());
            return End.ABORTED;
        }
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                failIfFailed(producer.send(record));
            }
            long asked = clock.nanoTime();
            producer.sendOffsetsToTransaction(offsets, group);
            lease.renew(asked);
            producer.commitTransaction();
            return End.COMMITTED;
        } catch (KafkaException e) {
            if (e instanceof CommitFailedException) { // another owner has them: not a member, or an earlier one
                lease.drop();
            }
            if (isFenced(e)) {
                countFenced();
            }
            log.atWarn()
                    .addKeyValue("records", records.size())
                    .addKeyValue("partitions", offsets.size())
                    .addKeyValue("error", KafkaFailure.inWords(e))
                    .log("Settling failed; nothing of it counts, and it is settled again");
            End end = abort();
            if (KafkaFailure.refusal(e).isPresent()) {
                throw e;
            }
            return end;
        }
    }

    /** One that fails later makes the commit fail. Each that fails at once has blocked for long, and so would the next. */
    private static void failIfFailed(Future<?> sent) {
        if (sent.isDone()) {
            try {
                sent.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    private End abort() {
        spent = true;
        try {
            producer.abortTransaction();
            return End.ABORTED;
        } catch (KafkaException | IllegalStateException e) {
            log.warn("The transaction cannot be aborted: {}", e.toString());
            return End.UNKNOWN;
        }
    }

    /**
     * Puts a new producer in the place of one that is of no more use. Once it returns, the fate of what was begun is
     * decided.
     *
     * @throws KafkaException when the broker cannot be reached; to be called again
     */
    void replaceProducer() {
        replaceProducer(name);
        if (fenced >= FENCED_BY_A_NAMESAKE) {
            String another = name + "-" + UUID.randomUUID().toString().substring(0, 8);
            replaceProducer(another);
            log.error(
                    "Another worker has this one's name, {}, and each fenced the other; this one goes on as {}. Let the"
                            + " workers of one host share a java.io.tmpdir that nobody cleans, and no two hosts a name",
                    name,
                    another);
            name = another;
            fenced = 0;
        }
        spent = false;
    }

    private void replaceProducer(String transactionalId) {
        producer.close(Duration.ZERO);
        producer = producers.apply(transactionalId);
        producer.initTransactions();
    }

    private static boolean isFenced(Throwable e) {
        return e instanceof ProducerFencedException
                || e instanceof InvalidProducerEpochException
                || (e.getCause() != null && isFenced(e.getCause()));
    }

    private void countFenced() {
        long now = clock.nanoTime();
        if (fenced == 0 || now - fencedSince > AGAIN_AND_AGAIN.toNanos()) {
            fenced = 0;
            fencedSince = now;
        }
        fenced++;
    }

    @Override
    public void close() {
        producer.close(CLOSE_PATIENCE);
    }
}
