package dev.wrapup.worker.ingest;

import dev.wrapup.event.Closure;
import dev.wrapup.topic.Traceparent;
import java.util.Optional;

/** Whoever follows events on their way in, on the thread of their request: tracing, or nobody. Thread-safe. */
public interface Arrivals {

    /** Nobody. A sender's trace goes on with the record all the same, past this process. */
    Arrivals UNTRACED = UntracedArrival::new;

    /**
     * A request came whose key is right.
     *
     * @param sender the span that it was sent in; empty where it does not say
     * @return to be told what becomes of it
     */
    Arrival begins(Optional<Traceparent> sender);

    /** One event on its way in. */
    interface Arrival {

        /**
         * It is a closure, and about to be written to that topic.
         *
         * @return to be told what becomes of that, and when
         */
        Writing writes(Closure closure, String topic);

        /** The last word: its sender is answered. */
        void answered(int status);
    }

    /** One record on its way to Kafka. */
    interface Writing {

        /** The span that the record's next hop follows; empty where there is none. */
        Optional<Traceparent> traceparent();

        /** Every in-sync replica has it. */
        void written(int partition, long offset);

        /** Kafka did not take it, as far as is known. */
        void failed(Throwable why);
    }
}
