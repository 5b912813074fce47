package dev.wrapup.worker.work;

import dev.wrapup.time.StoppedException;
import dev.wrapup.topic.Reason;
import dev.wrapup.worker.deliver.Finished;
import dev.wrapup.worker.deliver.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<Taken, PassWaiting> passes = new ConcurrentHashMap<>();

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
     * @param full partitions that have no room in their window: whoever holds it up and was not asked about yet leaves, too
     */
    void shed(Collection<AssignedPartition> full) {
        List<Lane.Shed> shed = lanes.shed(full);
        if (!shed.isEmpty()) {
            Thread.ofVirtual().name("shed").start(() -> shed.forEach(this::defer));
        }
        if (!full.isEmpty()) {
            passes.forEach((taken, waiting) -> {
                if (full.contains(taken.partition()) && taken.partition().isHeldUpBy(taken.record())) {
                    waiting.recall();
                }
            });
        }
    }

    private void defer(Lane.Shed shed) {
        Taken taken = shed.taken();
        if (!taken.partition().begin()) {
            lanes.shedSettled(taken); // its partition is given away
            return;
        }
        try {
            Finished finished = intake.defer(taken, saturated(shed.turnIn(), shed.why()));
            done.add(new Done(taken, finished, false));
        } catch (Throwable e) { // also an Error: a record without an end would hold its partition for ever
            fail(taken, false, e);
        } finally {
            taken.partition().ended();
        }
    }

    private static Outcome.Deferred saturated(Duration turnIn, String why) {
        return new Outcome.Deferred(Reason.Deferred.ORG_SATURATED, turnIn, why);
    }

    /** The outcome is durable, or nobody's: what the record took is free. */
    void free(Done outcome) {
        if (outcome.wasStarted()) {
            lanes.settled(outcome.taken());
        } else {
            lanes.shedSettled(outcome.taken());
        }
    }

    /** While nothing is settled, no lane is to be judged by what comes out of it. */
    void judgeAnew() {
        lanes.judgeAnew();
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
                run(taken);
            } else {
                left.addAll(givenUp(taken));
            }
        }
    }

    private void run(Taken taken) {
        try {
            Thread.ofVirtual().name("pass ", taken.record().offset()).start(() -> work(taken));
        } catch (Throwable e) { // no memory for a thread: as if it had been given up at once
            taken.partition().ended();
            fail(taken, true, e);
            lanes.ended(taken);
            throw e;
        }
    }

    /** Its partition is given away: whoever owns it next starts anew. */
    private List<Taken> givenUp(Taken taken) {
        lanes.settled(taken);
        return lanes.ended(taken);
    }

    private void work(Taken taken) {
        PassWaiting waiting = new PassWaiting(taken.partition().waiting(), place(taken));
        passes.put(taken, waiting);
        try {
            Finished finished = intake.handle(taken, waiting);
            lanes.learn(taken, finished);
            done.add(new Done(taken, finished, true));
        } catch (StoppedException e) {
            calledOff(taken, waiting);
        } catch (Throwable e) { // also an Error: a record without an end would hold its partition for ever
            fail(taken, true, e);
        } finally {
            passes.remove(taken);
            taken.partition().ended();
            start(lanes.ended(taken));
        }
    }

    private void fail(Taken taken, boolean wasStarted, Throwable e) {
        log.atError()
                .addKeyValue("topic", taken.record().topic())
                .addKeyValue("partition", taken.record().partition())
                .addKeyValue("offset", taken.record().offset())
                .setCause(e)
                .log("The worker failed on a record. It is deferred; please report this");
        Outcome fault = new Outcome.Deferred(Reason.Deferred.INTERNAL_ERROR, AFTER_FAULT, e.toString());
        done.add(new Done(taken, new Finished(fault, null, taken.trail()), wasStarted));
    }

    private void calledOff(Taken taken, PassWaiting waiting) {
        if (waiting.wasRecalled()) {
            String why = "its partition's window is full, and it had not been asked about";
            done.add(new Done(taken, new Finished(saturated(Duration.ZERO, why), null, taken.trail()), true));
        } else {
            log.trace(
                    "given up at {}: the partition's next owner starts anew",
                    taken.record().offset());
            lanes.settled(taken);
        }
    }

    private PassWaiting.Place place(Taken taken) {
        return new PassWaiting.Place() {
            @Override
            public void leave() {
                start(lanes.rest(taken));
            }

            @Override
            public void take() {
                lanes.resume(taken);
            }
        };
    }
}
