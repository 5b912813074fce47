package dev.wrapup.worker.work;

import dev.wrapup.time.StoppedException;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.deliver.Finished;
import dev.wrapup.worker.deliver.Outcome;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A virtual thread for each record in flight, and the queue in which their outcomes come back to the loop. */
final class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /** A fault of ours may be mended by the next release; until then it must not spin. */
    private static final Duration AFTER_FAULT = Duration.ofMinutes(1);

    private final Intake intake;
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();

    Dispatcher(Intake intake) {
        this.intake = intake;
    }

    /** Starts work on a record that was taken from the partition. */
    void start(AssignedPartition partition, ConsumerRecord<byte[], byte[]> record) {
        Thread.ofVirtual().name("pass ", record.offset()).start(() -> work(partition, record));
    }

    /** The next outcome; null when there is none yet. */
    @Nullable
    Done poll() {
        return done.poll();
    }

    boolean hasDone() {
        return !done.isEmpty();
    }

    private void work(AssignedPartition partition, ConsumerRecord<byte[], byte[]> record) {
        try {
            done.add(new Done(partition, record, intake.handle(record, partition)));
        } catch (StoppedException e) {
            log.trace("given up at {}: the partition's next owner starts anew", record.offset());
        } catch (Throwable e) { // also an Error: a record without an end would hold its partition for ever
            log.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("The worker failed on a record. It is deferred; please report this");
            Outcome fault = new Outcome.Deferred(Reason.Deferred.INTERNAL_ERROR, AFTER_FAULT, e.toString());
            done.add(new Done(partition, record, new Finished(fault, null, TrailHeaders.read(record))));
        } finally {
            partition.ended();
        }
    }
}
