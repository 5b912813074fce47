package dev.wrapup.worker.work;

import dev.wrapup.time.Gate;
import dev.wrapup.time.StopSignal;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Delay;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.kafka.RecordSizes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A partition for as long as this worker owns it, from one assignment to the next revocation: what was fetched and
 * waits, what is being worked on, and what to commit. For the loop's thread, but for {@link #begin} and {@link #ended}.
 *
 * <p>Fetched records wait here for one of three things: their due time (in a delay topic), room in the window, or
 * room in their organization's lane. While any waits, the partition is paused at the broker.
 */
final class AssignedPartition {

    private static final Logger log = LoggerFactory.getLogger(AssignedPartition.class);

    /** How far the clocks of two workers may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final TopicPartition id;
    private final @Nullable Delay delay;
    private final Instant ownedSince;
    private final OffsetWindow window;
    private final Deque<Fetched> waiting = new ArrayDeque<>();
    private final StopSignal stop = new StopSignal();
    private final Lease lease;
    private final Semaphore idle = new Semaphore(Integer.MAX_VALUE);

    private Committed committed;
    private int places;
    private boolean paused;
    private boolean full;
    private boolean released;

    /**
     * Takes up a partition where its last owner left it.
     *
     * @param delay null for a topic whose records do not wait
     * @param commit null where nothing was ever committed: the partition is read from its beginning
     */
    AssignedPartition(TopicPartition id, @Nullable Delay delay, @Nullable OffsetAndMetadata commit, Tenure tenure) {
        this.id = id;
        this.delay = delay;
        this.ownedSince = tenure.since();
        this.lease = tenure.lease();
        this.committed = Committed.decode(commit == null ? new OffsetAndMetadata(0) : commit);
        this.window = OffsetWindow.of(committed);
    }

    /** Since when a partition is this worker's, and until when that is certain. */
    record Tenure(Instant since, Lease lease) {}

    PartitionView view() {
        return new PartitionView(id.topic(), id.partition(), waiting.size(), window.span());
    }

    TopicPartition id() {
        return id;
    }

    Instant ownedSince() {
        return ownedSince;
    }

    /** How the passes that work on its records wait: until they are called off, and for as long as the lease lapsed. */
    Waiting waiting() {
        return new Waiting() {
            @Override
            public void pause(Duration duration) throws StoppedException {
                stop.pause(duration);
                lease.await(stop);
            }

            @Override
            public void await(Gate gate) throws StoppedException {
                stop.await(gate);
                lease.await(stop);
            }
        };
    }

    /** A record and when it may be worked on. */
    private record Fetched(ConsumerRecord<byte[], byte[]> record, Instant due) {}

    void fetched(List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
        records.forEach(record -> waiting.add(new Fetched(record, due(record, now))));
    }

    /** The next record to work on; null when there is none, it is not due, or the window has no room. */
    @Nullable
    ConsumerRecord<byte[], byte[]> next(Instant now) {
        Fetched head;
        while ((head = waiting.peek()) != null && !head.due().isAfter(now) && hasRoomFor(head.record())) {
            if (!window.isFinished(head.record().offset())) {
                return head.record();
            }
            window.arrive(head.record().offset()); // its last owner finished it
            waiting.remove();
        }
        return null;
    }

    /** Takes the {@link #next} record. */
    void take(ConsumerRecord<byte[], byte[]> next) {
        waiting.remove();
        window.arrive(next.offset());
        places += RecordSizes.places(next);
    }

    /** A full window is told once, and once more when there is room again: it means that some record does not end. */
    private boolean hasRoomFor(ConsumerRecord<byte[], byte[]> record) {
        boolean nowFull = !window.hasRoomFor(record.offset());
        if (nowFull != full) {
            full = nowFull;
            log.atLevel(full ? Level.WARN : Level.INFO)
                    .addKeyValue("partition", id)
                    .addKeyValue("oldestUnfinished", window.base())
                    .addKeyValue("next", record.offset())
                    .log(
                            full
                                    ? "The window is full; the partition waits for its oldest record"
                                    : "There is room again");
        }
        return !full;
    }

    /** When the first waiting record is due; empty when none waits for its time. */
    Optional<Instant> nextDue(Instant now) {
        return Optional.ofNullable(waiting.peek()).map(Fetched::due).filter(due -> due.isAfter(now));
    }

    /**
     * Its header says when, but never later than one delay after it was written, nor after it was fetched: anyone can
     * write a header and a timestamp, and one from the far future would hold up all that follow.
     */
    private Instant due(ConsumerRecord<byte[], byte[]> record, Instant now) {
        if (delay == null) {
            return Instant.MIN;
        }
        Instant written = Instant.ofEpochMilli(record.timestamp());
        Instant nowAnywhere = now.plus(SKEW);
        Instant latest = (written.isBefore(nowAnywhere) ? written : nowAnywhere).plus(delay.duration());
        return TrailHeaders.due(record).filter(due -> due.isBefore(latest)).orElse(latest);
    }

    /** Whether it must not be fetched from just now. */
    boolean mustPause() {
        return !waiting.isEmpty();
    }

    boolean isPaused() {
        return paused;
    }

    void paused(boolean nowPaused) {
        paused = nowPaused;
    }

    /** Whether it has no room in its window: it waits for its oldest record. */
    boolean isFull() {
        return full;
    }

    /** Whether this record is its oldest one without an outcome: its window moves on when that has one. */
    boolean isHeldUpBy(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() == window.base();
    }

    /** A thread begins to work on a taken record; false when that was called off. Thread-safe. */
    boolean begin() {
        idle.acquireUninterruptibly();
        if (stop.isStopped()) {
            idle.release();
            return false;
        }
        return true;
    }

    /** That thread is done with it, whatever became of it. Thread-safe. */
    void ended() {
        idle.release();
    }

    /** A taken record has its outcome; it is settled by the next commit. */
    void finish(long offset) {
        window.finish(offset);
    }

    /** The outcome of a taken record is durable, and its places are free. */
    void settled(ConsumerRecord<byte[], byte[]> record) {
        places -= RecordSizes.places(record);
    }

    /** The places of taken records whose outcome is not yet durable, whether they wait or are worked on. */
    int placesTaken() {
        return places;
    }

    /** What to commit; empty when it is what was committed last. */
    Optional<Committed> uncommitted() {
        return Optional.of(window.toCommit()).filter(commit -> !commit.equals(committed));
    }

    /** What was committed last. */
    Committed committed() {
        return committed;
    }

    void committed(Committed commit) {
        committed = commit;
    }

    /** Calls off the waits of all passes that work on its records. */
    void stop() {
        stop.stop();
        lease.wake();
    }

    /** Whether no thread works on its records. */
    boolean isIdle() {
        return idle.availablePermits() == Integer.MAX_VALUE;
    }

    /** Waits until no thread works on its records; false when some still did after that time. */
    boolean awaitIdle(Duration patience) {
        try {
            boolean isIdle = idle.tryAcquire(Integer.MAX_VALUE, patience.toNanos(), TimeUnit.NANOSECONDS);
            if (isIdle) {
                idle.release(Integer.MAX_VALUE);
            }
            return isIdle;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** It is somebody else's from now on: outcomes that still come are not ours to settle. */
    void release() {
        released = true;
    }

    boolean isReleased() {
        return released;
    }
}
