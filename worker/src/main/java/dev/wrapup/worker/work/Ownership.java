package dev.wrapup.worker.work;

import dev.wrapup.time.Clock;
import dev.wrapup.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that this worker owns, from assignment to revocation. For the loop's thread, on which the consumer
 * also calls back.
 *
 * <p>Revoked: the partition is given away in order. Its passes' waits are called off, calls in progress come to their
 * end, and what finished is settled before anybody else gets it. Lost: it is somebody else's already, so nothing of
 * it is settled.
 */
final class Ownership implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(Ownership.class);

    /** For one answer: between two, the lease of the partitions that are owned already can be renewed. */
    static final Duration COMMITS_PATIENCE = Duration.ofSeconds(2);

    private final org.apache.kafka.clients.consumer.Consumer<?, ?> consumer;
    private final Topics topics;
    private final Clock clock;
    private final Duration revokePatience;
    private final Dispatcher dispatcher;
    private final Settler settler;
    private final Lease lease;
    private final Loop.Life life;
    private final Consumer<Set<Integer>> owned;
    private final Map<TopicPartition, AssignedPartition> partitions = new LinkedHashMap<>();
    private volatile boolean inGroup;

    /** Who is asked and told when partitions come and go. */
    record Surroundings(
            org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
            Dispatcher dispatcher,
            Settler settler,
            Lease lease,
            Consumer<Set<Integer>> owned,
            Loop.Life life) {}

    /**
     * Owns nothing yet.
     *
     * @param revokePatience how long calls in progress may take to end, before a partition is given away all the same
     */
    Ownership(Topics topics, Clock clock, Duration revokePatience, Surroundings surroundings) {
        this.consumer = surroundings.consumer();
        this.topics = topics;
        this.clock = clock;
        this.revokePatience = revokePatience;
        this.dispatcher = surroundings.dispatcher();
        this.settler = surroundings.settler();
        this.lease = surroundings.lease();
        this.life = surroundings.life();
        this.owned = surroundings.owned();
    }

    /** Whether this worker has taken up what the group gave it, be it nothing, and has not lost it since. Thread-safe. */
    boolean isInGroup() {
        return inGroup;
    }

    Collection<AssignedPartition> partitions() {
        return Collections.unmodifiableCollection(partitions.values());
    }

    @Nullable
    AssignedPartition get(TopicPartition id) {
        return partitions.get(id);
    }

    /** Places of records that were taken and are not yet settled. */
    int placesTaken() {
        return partitions.values().stream()
                .mapToInt(AssignedPartition::placesTaken)
                .sum();
    }

    /** Calls off the waits of all passes. */
    void stopPasses() {
        partitions.values().forEach(AssignedPartition::stop);
    }

    /** Whether no thread works on any record. */
    boolean isIdle() {
        return partitions.values().stream().allMatch(AssignedPartition::isIdle);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> commits = commits(Set.copyOf(assigned));
        if (commits == null) {
            return; // no longer ours: that they are lost is said next
        }
        AssignedPartition.Tenure tenure = new AssignedPartition.Tenure(clock.now(), lease);
        for (TopicPartition id : assigned) {
            partitions.put(
                    id, new AssignedPartition(id, topics.delayOf(id.topic()).orElse(null), commits.get(id), tenure));
        }
        changed("Partitions assigned", assigned);
        inGroup = true;
    }

    /**
     * The last owner's commits. While a transaction is open on them, or a broker is away, it waits: there is no other way
     * on, and the loop is well all the while. Null when the wait is over without them: the worker is to stop, or was
     * thrown out of the group meanwhile.
     */
    private @Nullable Map<TopicPartition, OffsetAndMetadata> commits(Set<TopicPartition> ids) {
        while (!life.stopping().isStopped()) {
            try {
                life.heartbeat().run();
                return consumer.committed(ids, COMMITS_PATIENCE);
            } catch (UnknownMemberIdException | StaleMemberEpochException | FencedMemberEpochException e) {
                thrownOut(e);
                return null;
            } catch (RetriableException e) {
                log.warn("The last commits of {} cannot be read yet: {}", ids, e.toString());
                settler.settleIfDue(partitions());
            }
        }
        return null;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        List<AssignedPartition> leaving = find(revoked);
        leaving.forEach(AssignedPartition::stop);
        awaitIdle(leaving);
        settler.settleAll(partitions());
        release(leaving);
        changed("Partitions revoked", revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        List<AssignedPartition> leaving = find(lost);
        leaving.forEach(AssignedPartition::stop);
        inGroup = false;
        lease.drop();
        release(leaving);
        changed("Partitions lost; whoever owns them now begins at the last commit", lost);
    }

    /** As after a long pause of this process: what it had begun is another's to send. It joins again by itself. */
    void thrownOut(KafkaException told) {
        lease.drop();
        log.warn("Thrown out of the group; this worker joins it again: {}", told.toString());
    }

    private List<AssignedPartition> find(Collection<TopicPartition> ids) {
        return ids.stream().map(partitions::get).filter(known -> known != null).toList();
    }

    private void awaitIdle(List<AssignedPartition> leaving) {
        long end = clock.nanoTime() + revokePatience.toNanos();
        for (AssignedPartition partition : leaving) {
            if (!awaitIdle(partition, end)) {
                log.warn("{} is given away with calls still open; its next owner verifies them", partition.id());
            }
        }
    }

    /** Meanwhile the loop is well, and what stays is settled: its passes need the lease. */
    private boolean awaitIdle(AssignedPartition leaving, long endNanos) {
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, endNanos - clock.nanoTime()));
            boolean isLast = left.compareTo(Lease.RENEWAL) <= 0;
            boolean isIdle = leaving.awaitIdle(isLast ? left : Lease.RENEWAL);
            if (isIdle || isLast) {
                return isIdle;
            }
            life.heartbeat().run();
            settler.settleIfDue(partitions());
        }
    }

    private void release(List<AssignedPartition> leaving) {
        for (AssignedPartition partition : leaving) {
            partition.release();
            partitions.remove(partition.id());
        }
        dispatcher.forget(leaving);
    }

    private void changed(String what, Collection<TopicPartition> which) {
        if (which.isEmpty()) {
            return;
        }
        Set<Integer> numbers = partitions.keySet().stream()
                .filter(id -> id.topic().equals(topics.closures()))
                .map(TopicPartition::partition)
                .collect(Collectors.toCollection(HashSet::new));
        owned.accept(numbers);
        log.atInfo()
                .addKeyValue("partitions", which)
                .addKeyValue("owned", numbers.size())
                .log(what);
    }
}
