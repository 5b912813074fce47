package dev.wrapup.worker.work;

import dev.wrapup.time.Gate;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Reason;
import dev.wrapup.worker.deliver.Finished;
import dev.wrapup.worker.deliver.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
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
    private final Lanes lanes;
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();

    Dispatcher(Intake intake, Lanes lanes) {
        this.intake = intake;
        this.lanes = lanes;
    }

    /** Whether a record may be taken from its partition now. */
    boolean admits(ConsumerRecord<byte[], byte[]> record) {
        return lanes.admits(record);
    }

    /** Takes up a record that was taken from the partition; its work starts as soon as its lane has room. */
    void take(AssignedPartition partition, ConsumerRecord<byte[], byte[]> record) {
        start(lanes.enter(new Taken(partition, record)));
    }

    /** Starts what room has become free for. */
    void startWaiting() {
        start(lanes.startable());
    }

    /**
     * Gives those an outcome that leave lanes that stay full.
     *
     * @param pressed whether others need the room at once
     */
    void shed(boolean pressed) {
        for (Lane.Shed shed : lanes.shed(pressed)) {
            Outcome saturated = new Outcome.Deferred(
                    Reason.Deferred.ORG_SATURATED,
                    shed.turnIn(),
                    "the organization's lane is full; its turn is about "
                            + shed.turnIn().toSeconds() + " s away");
            done.add(new Done(
                    shed.taken(), new Finished(saturated, null, shed.taken().trail()), false));
        }
    }

    /** The outcome is durable, or nobody's: what the record took is free. */
    void free(Done outcome) {
        if (outcome.wasStarted()) {
            lanes.settled(outcome.taken());
        } else {
            lanes.shedSettled(outcome.taken());
        }
    }

    /** Forgets what waits and belongs to partitions that are another's now. */
    void forget(Collection<AssignedPartition> partitions) {
        lanes.forget(partitions);
    }

    /** The next outcome; null when there is none yet. */
    @Nullable
    Done poll() {
        return done.poll();
    }

    boolean hasDone() {
        return !done.isEmpty();
    }

    private void start(List<Taken> ready) {
        Deque<Taken> left = new ArrayDeque<>(ready);
        while (!left.isEmpty()) {
            Taken taken = left.remove();
            if (taken.partition().begin()) {
                Thread.ofVirtual().name("pass ", taken.record().offset()).start(() -> work(taken));
            } else {
                left.addAll(givenUp(taken));
            }
        }
    }

    /** Its partition is given away: whoever owns it next starts anew. */
    private List<Taken> givenUp(Taken taken) {
        lanes.settled(taken);
        return lanes.ended(taken);
    }

    private void work(Taken taken) {
        ConsumerRecord<byte[], byte[]> record = taken.record();
        try {
            done.add(new Done(taken, intake.handle(taken, waiting(taken)), true));
        } catch (StoppedException e) {
            log.trace("given up at {}: the partition's next owner starts anew", record.offset());
            lanes.settled(taken);
        } catch (Throwable e) { // also an Error: a record without an end would hold its partition for ever
            log.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("The worker failed on a record. It is deferred; please report this");
            Outcome fault = new Outcome.Deferred(Reason.Deferred.INTERNAL_ERROR, AFTER_FAULT, e.toString());
            done.add(new Done(taken, new Finished(fault, null, taken.trail()), true));
        } finally {
            start(lanes.ended(taken));
            taken.partition().ended();
        }
    }

    /** How its pass waits: while it waits for readiness, another one of its organization uses its place in the lane. */
    private Waiting waiting(Taken taken) {
        Waiting waiting = taken.partition().waiting();
        return new Waiting() {
            @Override
            public void pause(Duration duration) throws StoppedException {
                if (!duration.isPositive()) {
                    waiting.pause(duration);
                    return;
                }
                start(lanes.rest(taken));
                try {
                    waiting.pause(duration);
                } finally {
                    lanes.resume(taken);
                }
            }

            @Override
            public void await(Gate gate) throws StoppedException {
                waiting.await(gate);
            }
        };
    }
}
