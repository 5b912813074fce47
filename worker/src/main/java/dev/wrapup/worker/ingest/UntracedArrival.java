package dev.wrapup.worker.ingest;

import dev.wrapup.event.Closure;
import dev.wrapup.topic.Traceparent;
import java.util.Optional;

/** An event that nobody follows here. Its sender's trace passes through. */
record UntracedArrival(Optional<Traceparent> traceparent) implements Arrivals.Arrival, Arrivals.Writing {

    @Override
    public Arrivals.Writing writes(Closure closure, String topic) {
        return this;
    }

    @Override
    public void answered(int status) {}

    @Override
    public void written(int partition, long offset) {}

    @Override
    public void failed(Throwable why) {}
}
