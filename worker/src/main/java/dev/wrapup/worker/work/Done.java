package dev.wrapup.worker.work;

import dev.wrapup.worker.deliver.Finished;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record with its outcome, which is not durable yet.
 *
 * @param wasStarted whether a pass worked on it, or its lane shed it before
 */
record Done(Taken taken, Finished finished, boolean wasStarted) {

    AssignedPartition partition() {
        return taken.partition();
    }

    ConsumerRecord<byte[], byte[]> record() {
        return taken.record();
    }
}
