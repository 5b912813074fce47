package dev.wrapup.worker.work;

import dev.wrapup.event.Closure;
import dev.wrapup.event.Event;
import dev.wrapup.event.EventDecoder;
import dev.wrapup.event.MalformedEventException;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.deliver.Delivery;
import dev.wrapup.worker.deliver.Finished;
import dev.wrapup.worker.deliver.Outcome;
import dev.wrapup.worker.kafka.RecordSizes;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Takes one record to its end: any bytes from any topic. Thread-safe. */
final class Intake {

    private final EventDecoder decoder;
    private final Partitioning partitioning;
    private final Delivery delivery;
    private final RecordSizes sizes;
    private final Passes passes;

    Intake(EventDecoder decoder, Partitioning partitioning, Delivery delivery, RecordSizes sizes, Passes passes) {
        this.decoder = decoder;
        this.partitioning = partitioning;
        this.delivery = delivery;
        this.sizes = sizes;
        this.passes = passes;
    }

    /**
     * Blocks until the record came to its end.
     *
     * @throws StoppedException when the record is no longer ours; nothing may be concluded
     */
    Finished handle(Taken taken, Waiting waiting) throws StoppedException {
        return passes.around(
                taken.record(),
                taken.trail(),
                () -> read(
                        taken,
                        closure -> delivery.deliver(
                                closure, taken.trail(), taken.partition().ownedSince(), waiting)));
    }

    /** The end of a record that no pass is to work on now: it is deferred, if it is a closure that a pass could work on. */
    Finished defer(Taken taken, Outcome.Deferred deferred) {
        return read(taken, closure -> new Finished(deferred, closure, taken.trail()));
    }

    /** What is done with a closure. */
    private interface Work<X extends Exception> {
        Finished on(Closure closure) throws X;
    }

    private <X extends Exception> Finished read(Taken taken, Work<X> work) throws X {
        ConsumerRecord<byte[], byte[]> record = taken.record();
        Trail trail = taken.trail();
        Event event;
        if (!sizes.isWorkable(record)) {
            return malformed(trail, "larger than " + sizes.workable() + " bytes");
        }
        try {
            event = decode(record.value());
        } catch (MalformedEventException e) {
            return malformed(trail, String.valueOf(e.getMessage()));
        }
        return switch (event) {
            case Event.Other other
            when TrailHeaders.wasAccepted(record) ->
                malformed(trail, other.detailType() + " closes nothing any more; it did when this was accepted");
            case Event.Other other -> new Finished(new Outcome.Ignored(other.detailType()), null, trail);
            case Closure closure
            when !isAtHome(record, closure) -> new Finished(new Outcome.Misplaced(), closure, trail);
            case Closure closure -> work.on(closure);
        };
    }

    private static Finished malformed(Trail trail, String why) {
        return new Finished(new Outcome.Dead(Reason.Dead.MALFORMED, why), null, trail);
    }

    private Event decode(byte @Nullable [] value) throws MalformedEventException {
        return decoder.decode(value == null ? new byte[0] : value);
    }

    private boolean isAtHome(ConsumerRecord<byte[], byte[]> record, Closure closure) {
        return record.partition() == partitioning.of(closure.organization())
                && Arrays.equals(record.key(), Partitioning.key(closure.organization()));
    }
}
