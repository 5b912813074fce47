package dev.wrapup.worker.work;

import dev.wrapup.time.StoppedException;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.deliver.Finished;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What goes around each pass of a record, on the thread of the pass: nothing, or its tracing. Thread-safe. */
public interface Passes {

    /** Nothing. */
    Passes PLAIN = (record, trail, pass) -> pass.run();

    /**
     * Runs the pass, once.
     *
     * @param trail what earlier hops know of the record
     * @return its end, which may know more of the trail than the pass does
     * @throws StoppedException when the pass does; whatever else it throws is passed on as well
     */
    Finished around(ConsumerRecord<byte[], byte[]> record, Trail trail, Pass pass) throws StoppedException;

    /** A record's way to its end in this worker. */
    interface Pass {

        /** Blocks until that end. */
        Finished run() throws StoppedException;
    }
}
