package dev.wrapup.worker.work;

import dev.wrapup.event.Closure;
import dev.wrapup.worker.deliver.Finished;
import dev.wrapup.worker.deliver.Outcome;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record with its outcome, which is not durable yet.
 *
 * @param wasStarted whether a pass worked on it, or its lane shed it before
 */
record Done(Taken taken, Finished finished, boolean wasStarted) {

    /** The same, once it is durable, for whoever listens. */
    WorkListener.Settled settled(Outcome fate) {
        Closure closure = finished.closure();
        return new WorkListener.Settled(
                fate,
                closure == null ? taken.organizationOfKey() : Optional.of(closure.organization()),
                closure,
                finished.trail());
    }

    AssignedPartition partition() {
        return taken.partition();
    }

    ConsumerRecord<byte[], byte[]> record() {
        return taken.record();
    }
}
