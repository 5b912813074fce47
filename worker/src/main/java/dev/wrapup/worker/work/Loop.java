package dev.wrapup.worker.work;

import dev.wrapup.time.Clock;
import dev.wrapup.time.StopSignal;
import dev.wrapup.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: poll, dispatch, settle. One thread owns the consumer and the transactional producer; nothing else touches
 * either.
 *
 * <pre>
 *            fetched             taken            started              done               committed
 *   broker ──poll──▶ buffered ──dispatch──▶ in its lane ──▶ in flight ──▶ unsettled ──settle──▶ gone
 *                                               └── shed: the lane stays full ──▶ ┘
 * </pre>
 */
final class Loop implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    /** With nothing to wait for, the loop still turns so often: to hear of a stop, and to show that it lives. */
    private static final Duration IDLE = Duration.ofMillis(500);

    /**
     * While a partition is paused, the loop waits outside of the consumer. Inside, where records of a paused partition
     * may have been fetched already, the consumer of Kafka 4.3 does not wait: it spins until its timeout (KAFKA-21084).
     */
    private static final Duration NAP = Duration.ofMillis(10);

    /** Time enough for the consumer to make sure of its positions, without which it hands out nothing. */
    private static final Duration LOOK = Duration.ofMillis(1);

    /** No turn takes that long by itself. */
    private static final Duration STANDSTILL = Duration.ofSeconds(2);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Ownership ownership;
    private final Dispatcher dispatcher;
    private final Settler settler;
    private final PartitionViews views;
    private final Topics topics;
    private final Clock clock;
    private final Duration drainTimeout;
    private final Life life;
    private long judgedNanos; // when the lanes were last judged
    private boolean hasMore; // the last poll brought records: of what was fetched, it hands out a few at a time

    /**
     * How it is told to end, and how it tells that it lives.
     *
     * @param stopping once it is given, the loop takes up nothing more, drains and ends
     * @param heartbeat called at every turn
     */
    record Life(StopSignal stopping, Runnable heartbeat) {}

    /** What the loop turns. */
    record Parts(
            Consumer<byte[], byte[]> consumer,
            Ownership ownership,
            Dispatcher dispatcher,
            Settler settler,
            PartitionViews views) {}

    /**
     * A loop that does not turn yet.
     *
     * @param drainTimeout how long calls in progress may take to end once it is asked to stop
     */
    Loop(Parts parts, Topics topics, Clock clock, Duration drainTimeout, Life life) {
        this.consumer = parts.consumer();
        this.ownership = parts.ownership();
        this.dispatcher = parts.dispatcher();
        this.settler = parts.settler();
        this.views = parts.views();
        this.topics = topics;
        this.clock = clock;
        this.drainTimeout = drainTimeout;
        this.life = life;
        this.judgedNanos = clock.nanoTime();
    }

    /** Turns until {@link #stop}, drains, and gives its partitions back in order. */
    @Override
    public void run() {
        try {
            consumer.subscribe(topics.consumed(), ownership);
            while (!life.stopping().isStopped()) {
                turn(true);
            }
            drain();
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_PATIENCE)); // revokes, and so settles what is left
        }
    }

    /** Asks the loop to take up nothing more and to end. Returns at once. Thread-safe. */
    void stop() {
        life.stopping().stop();
    }

    private void turn(boolean takeUp) {
        life.heartbeat().run();
        fetched(poll());
        if (takeUp) {
            dispatch();
        }
        settler.settleIfDue(ownership.partitions());
        pauseAndResume();
        views.look(ownership.partitions());
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        Duration timeout = pollTimeout();
        if (ownership.partitions().stream().anyMatch(AssignedPartition::isPaused)) {
            if (!hasMore) {
                LockSupport.parkNanos(shorter(timeout, NAP).toNanos());
            }
            timeout = LOOK;
        }
        hasMore = false;
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
            hasMore = !records.isEmpty();
            return records;
        } catch (RetriableException e) {
            log.warn("Polling failed and is tried again: {}", e.toString());
        } catch (UnknownMemberIdException | StaleMemberEpochException | FencedMemberEpochException e) {
            ownership.thrownOut(e);
        }
        return ConsumerRecords.empty();
    }

    /** Until the next settle if anything is to be settled, the next due record, or a while. */
    private Duration pollTimeout() {
        Duration timeout = IDLE;
        if (ownership.placesTaken() > 0) {
            timeout = shorter(timeout, settler.untilDue(ownership.partitions()));
        }
        Instant now = clock.now();
        for (AssignedPartition partition : ownership.partitions()) {
            Duration untilDue = partition
                    .nextDue(now)
                    .map(due -> Duration.between(now, due))
                    .orElse(IDLE);
            timeout = shorter(timeout, untilDue);
        }
        return timeout.isNegative() ? Duration.ZERO : timeout;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void fetched(ConsumerRecords<byte[], byte[]> records) {
        Instant now = clock.now();
        for (TopicPartition id : records.partitions()) {
            AssignedPartition partition = ownership.get(id);
            if (partition != null) { // whoever owns it else reads them again from what is committed
                partition.fetched(records.records(id), now);
            }
        }
    }

    /** Takes records from the partitions in turns, one each, as long as their lanes admit them. */
    private void dispatch() {
        Instant now = clock.now();
        dispatcher.startWaiting();
        List<AssignedPartition> active = new ArrayList<>(ownership.partitions());
        while (!active.isEmpty()) {
            for (var each = active.iterator(); each.hasNext(); ) {
                AssignedPartition partition = each.next();
                ConsumerRecord<byte[], byte[]> next = partition.next(now);
                if (next != null && dispatcher.admits(next)) {
                    partition.take(next);
                    dispatcher.take(partition, next);
                } else {
                    each.remove();
                }
            }
        }
        shed();
    }

    /** After a standstill, of a settle or of this machine, what came out of the lanes tells nothing of them. */
    private void shed() {
        long nanos = clock.nanoTime();
        boolean stoodStill = nanos - judgedNanos > STANDSTILL.toNanos();
        judgedNanos = nanos;
        if (stoodStill || !settler.isSettling()) {
            dispatcher.judgeAnew();
        }
        if (settler.isSettling()) {
            dispatcher.shed(ownership.partitions().stream()
                    .filter(AssignedPartition::isFull)
                    .toList());
        }
    }

    private void pauseAndResume() {
        List<TopicPartition> toPause = new ArrayList<>();
        List<TopicPartition> toResume = new ArrayList<>();
        for (AssignedPartition partition : ownership.partitions()) {
            if (partition.mustPause() != partition.isPaused()) {
                partition.paused(partition.mustPause());
                (partition.isPaused() ? toPause : toResume).add(partition.id());
            }
        }
        if (!toPause.isEmpty()) {
            consumer.pause(toPause);
        }
        if (!toResume.isEmpty()) {
            consumer.resume(toResume);
        }
    }

    /**
     * Calls in progress come to their end; whoever waits gives up, and the next owner starts that pass anew at once. To
     * wait with them would keep all that comes in meanwhile waiting, too.
     */
    private void drain() {
        log.info("Draining");
        ownership.stopPasses();
        long end = clock.nanoTime() + drainTimeout.toNanos();
        while (!ownership.isIdle() && clock.nanoTime() < end) {
            turn(false);
        }
    }
}
