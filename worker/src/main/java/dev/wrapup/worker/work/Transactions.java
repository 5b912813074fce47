package dev.wrapup.worker.work;

import dev.wrapup.worker.kafka.KafkaFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's transactional producer: all of a settle is durable, or nothing of it. For the loop's thread.
 *
 * <p>A failed transaction has two ends. Mostly it is aborted, and certainly nothing was written. When even that fails
 * (the commit timed out, the producer was fenced), nobody knows; then the producer must be replaced, which makes the
 * broker finish or abort what was begun, and the group's committed offsets tell which it was.
 */
final class Transactions implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Transactions.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    /** How a transaction ended. */
    enum End {
        COMMITTED,
        /** Nothing was written. */
        ABORTED,
        /** All of it was written, or nothing. The producer is of no more use. */
        UNKNOWN
    }

    private final Supplier<Producer<byte[], byte[]>> producers;
    private Producer<byte[], byte[]> producer;

    /** Makes the first producer ready, which fences the same instance's earlier life. */
    Transactions(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
        this.producer = producers.get();
        producer.initTransactions();
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
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                Future<?> unused = producer.send(record); // one that fails makes the commit fail
            }
            producer.sendOffsetsToTransaction(offsets, group);
            producer.commitTransaction();
            return End.COMMITTED;
        } catch (KafkaException e) {
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

    private End abort() {
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
        producer.close(Duration.ZERO);
        producer = producers.get();
        producer.initTransactions();
    }

    @Override
    public void close() {
        producer.close(CLOSE_PATIENCE);
    }
}
