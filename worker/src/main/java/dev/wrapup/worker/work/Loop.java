package dev.wrapup.worker.work;

import dev.wrapup.time.Clock;
import dev.wrapup.topic.Topics;
import dev.wrapup.worker.kafka.RecordSizes;
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
 *            fetched           taken                done               committed
 *   broker ──poll──▶ waiting ──dispatch──▶ in flight ──▶ unsettled ──settle──▶ gone
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

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Ownership ownership;
    private final Dispatcher dispatcher;
    private final Settler settler;
    private final Topics topics;
    private final Clock clock;
    private final Pace pace;
    private final Life life;

    /**
     * Its limits.
     *
     * @param maxInFlight places for records taken and not yet settled, over all partitions; the last one in may be
     *     larger than what was left
     * @param drainTimeout how long calls in progress may take to end once the loop is asked to stop
     */
    record Pace(int maxInFlight, Duration drainTimeout) {}

    /**
     * How it is told to end, and how it tells that it lives.
     *
     * @param stopping once it is given, the loop takes up nothing more, drains and ends
     * @param heartbeat called at every turn
     */
    record Life(StopSignal stopping, Runnable heartbeat) {}

    /** What the loop turns. */
    record Parts(Consumer<byte[], byte[]> consumer, Ownership ownership, Dispatcher dispatcher, Settler settler) {}

    Loop(Parts parts, Topics topics, Clock clock, Pace pace, Life life) {
        this.consumer = parts.consumer();
        this.ownership = parts.ownership();
        this.dispatcher = parts.dispatcher();
        this.settler = parts.settler();
        this.topics = topics;
        this.clock = clock;
        this.pace = pace;
        this.life = life;
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
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        Duration timeout = pollTimeout();
        if (ownership.partitions().stream().anyMatch(AssignedPartition::isPaused)) {
            LockSupport.parkNanos(shorter(timeout, NAP).toNanos());
            timeout = LOOK;
        }
        try {
            return consumer.poll(timeout);
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

    /** Takes records from the partitions in turns, one each, until there is nothing to take or no room. */
    private void dispatch() {
        Instant now = clock.now();
        int room = pace.maxInFlight() - ownership.placesTaken();
        List<AssignedPartition> active = new ArrayList<>(ownership.partitions());
        while (!active.isEmpty() && room > 0) {
            for (var each = active.iterator(); each.hasNext() && room > 0; ) {
                AssignedPartition partition = each.next();
                ConsumerRecord<byte[], byte[]> record = mayTake(partition, room) ? partition.take(now) : null;
                if (record == null) {
                    each.remove();
                } else {
                    room -= RecordSizes.places(record);
                    dispatcher.start(partition, record);
                }
            }
        }
    }

    /**
     * A partition may hold no more places than are free: however long one's backlog, half of the worker stays free
     * for the others, and half of that half when a second one does the same.
     */
    private static boolean mayTake(AssignedPartition partition, int room) {
        return partition.placesTaken() < room;
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
        log.info("Draining: {} places of records taken", ownership.placesTaken());
        ownership.stopPasses();
        long end = clock.nanoTime() + pace.drainTimeout().toNanos();
        while (!ownership.isIdle() && clock.nanoTime() < end) {
            turn(false);
        }
    }
}
