package dev.wrapup.worker.work;

import dev.wrapup.time.Clock;
import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.work.Router.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes outcomes durable: every so often, one transaction with all that they write and the offsets that they finish.
 * Outcomes are kept until that has succeeded. For the loop's thread.
 */
final class Settler {

    private static final Logger log = LoggerFactory.getLogger(Settler.class);

    /** What one transaction takes; more follows in the next, at once. */
    static final int MAX_OUTCOMES = 1_000;

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
    private static final int MAX_DOUBLINGS = 10;

    private final Consumer<?, ?> consumer;
    private final Transactions transactions;
    private final Dispatcher dispatcher;
    private final Router router;
    private final OutcomeLog outcomes;
    private final WorkListener listener;
    private final Lease lease;
    private final Clock clock;
    private final Duration interval;

    private final List<Done> batch = new ArrayList<>();
    private long lastSettleNanos;
    private int failures;
    private boolean fateUnknown;
    private boolean refused;
    private volatile SettleView view = SettleView.NONE;

    /** What it takes outcomes from, and what it settles them with. */
    record Parts(
            Consumer<?, ?> consumer,
            Transactions transactions,
            Dispatcher dispatcher,
            Router router,
            OutcomeLog outcomes,
            WorkListener listener) {}

    Settler(Parts parts, Lease lease, Clock clock, Duration interval) {
        this.lease = lease;
        this.consumer = parts.consumer();
        this.transactions = parts.transactions();
        this.dispatcher = parts.dispatcher();
        this.router = parts.router();
        this.outcomes = parts.outcomes();
        this.listener = parts.listener();
        this.clock = clock;
        this.interval = interval;
        this.lastSettleNanos = clock.nanoTime();
    }

    /** Settles what has finished, and renews the lease, where either is due. */
    void settleIfDue(Collection<AssignedPartition> owned) {
        if (!untilDue(owned).isPositive()) {
            settle(owned);
        }
    }

    /** How it goes. Thread-safe. */
    SettleView view() {
        return view;
    }

    /** Whether settling succeeds, as far as is known. */
    boolean isSettling() {
        return failures == 0;
    }

    /** How long until the next settle is due; none or negative when it is. */
    Duration untilDue(Collection<AssignedPartition> owned) {
        collect();
        if (batch.size() >= MAX_OUTCOMES && failures == 0) {
            return Duration.ZERO;
        }
        Duration untilSettle = pause().minusNanos(clock.nanoTime() - lastSettleNanos);
        Duration untilRenewal = lease.untilRenewal();
        boolean renewalIsFirst = failures == 0 && untilRenewal.compareTo(untilSettle) < 0;
        return renewalIsFirst && needsLease(owned).isPresent() ? untilRenewal : untilSettle;
    }

    /** The interval, and longer after failures in a row. */
    private Duration pause() {
        if (failures == 0) {
            return interval;
        }
        Duration backoff = interval.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        return backoff.compareTo(LONGEST_BACKOFF) < 0 ? backoff : LONGEST_BACKOFF;
    }

    /**
     * Settles what has finished; false when that failed, and it is kept.
     *
     * @throws KafkaException when the cluster refuses it; from then on, as after anything else that is thrown, every
     *     call is in vain, and returns false
     */
    boolean settle(Collection<AssignedPartition> owned) {
        collect();
        lastSettleNanos = clock.nanoTime();
        boolean settled = !refused && attempt(owned);
        failures = settled ? 0 : failures + 1;
        if (settled) {
            view = view.succeeding();
        } else {
            view = view.failed(clock.now());
            listener.failed();
        }
        return settled;
    }

    private boolean attempt(Collection<AssignedPartition> owned) {
        try {
            return isFateKnown(owned) && transact(owned);
        } catch (RuntimeException | Error e) {
            refused = true; // the loop ends of it, and gives its partitions back without a second try
            throw e;
        }
    }

    /** Settles all that has finished, in as many transactions as it takes, as far as they succeed. */
    void settleAll(Collection<AssignedPartition> owned) {
        while (settle(owned) && dispatcher.hasDone()) {
            // one batch after the other
        }
    }

    /** Takes up outcomes as they come; those of partitions that were given away meanwhile are nobody's. */
    private void collect() {
        batch.removeIf(this::isNobodys);
        Done done;
        while (batch.size() < MAX_OUTCOMES && (done = dispatcher.poll()) != null) {
            if (!isNobodys(done)) {
                done.partition().finish(done.record().offset());
                batch.add(done);
            }
        }
    }

    private boolean isNobodys(Done done) {
        if (done.partition().isReleased()) {
            dispatcher.free(done);
        }
        return done.partition().isReleased();
    }

    private boolean transact(Collection<AssignedPartition> owned) {
        Map<AssignedPartition, Committed> commits = commits(owned);
        if (commits.isEmpty() && !lease.untilRenewal().isPositive()) {
            commits = unchanged(owned);
        }
        if (commits.isEmpty()) {
            return true;
        }
        Instant now = clock.now();
        List<Route> routes = batch.stream()
                .map(done -> router.route(done.record(), done.finished(), now))
                .toList();
        List<ProducerRecord<byte[], byte[]>> records =
                routes.stream().flatMap(route -> route.records().stream()).toList();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        commits.forEach((partition, commit) -> offsets.put(partition.id(), commit.encode()));
        long started = clock.nanoTime();
        Transactions.End end = transactions.settle(records, offsets, consumer.groupMetadata());
        fateUnknown = end == Transactions.End.UNKNOWN;
        if (end != Transactions.End.COMMITTED) {
            return false;
        }
        commits.forEach(AssignedPartition::committed);
        committed(Duration.ofNanos(clock.nanoTime() - started));
        List<Done> settled = List.copyOf(batch);
        batch.clear();
        for (int i = 0; i < settled.size(); i++) {
            settled(settled.get(i), routes.get(i));
        }
        return true;
    }

    private void committed(Duration took) {
        view = view.committed(took);
        listener.committed(took, batch.size());
    }

    private static Map<AssignedPartition, Committed> commits(Collection<AssignedPartition> owned) {
        Map<AssignedPartition, Committed> commits = new HashMap<>();
        for (AssignedPartition partition : owned) {
            partition.uncommitted().ifPresent(commit -> commits.put(partition, commit));
        }
        return commits;
    }

    /** A partition's last commit once more, for the sake of the lease; nothing where no pass needs it. */
    private static Map<AssignedPartition, Committed> unchanged(Collection<AssignedPartition> owned) {
        return needsLease(owned)
                .map(partition -> Map.of(partition, partition.committed()))
                .orElse(Map.of());
    }

    /** Any partition with records in flight: their passes need it. */
    private static Optional<AssignedPartition> needsLease(Collection<AssignedPartition> owned) {
        return owned.stream().filter(partition -> partition.placesTaken() > 0).findFirst();
    }

    private void settled(Done done, Route route) {
        done.partition().settled(done.record());
        dispatcher.free(done);
        outcomes.settled(done, route);
        listener.settled(done.settled(route.fate()));
    }

    /**
     * After a transaction of unknown fate: replaces the producer, which decides it, and drops what the committed
     * offsets show as settled.
     */
    private boolean isFateKnown(Collection<AssignedPartition> owned) {
        if (!fateUnknown) {
            return true;
        }
        try {
            transactions.replaceProducer();
            dropSettled(consumer.committed(
                    owned.stream().map(AssignedPartition::id).collect(Collectors.toSet()), Ownership.COMMITS_PATIENCE));
            fateUnknown = false;
            return true;
        } catch (KafkaException e) {
            if (KafkaFailure.refusal(e).isPresent()) {
                throw e;
            }
            log.warn("The fate of the last transaction is still unknown: {}", e.toString());
            return false;
        }
    }

    private void dropSettled(Map<TopicPartition, OffsetAndMetadata> commits) {
        Instant now = clock.now();
        for (Iterator<Done> all = batch.iterator(); all.hasNext(); ) {
            Done done = all.next();
            OffsetAndMetadata commit = commits.get(done.partition().id());
            if (commit != null
                    && OffsetWindow.of(Committed.decode(commit))
                            .isFinished(done.record().offset())) {
                settled(done, router.route(done.record(), done.finished(), now));
                all.remove();
            }
        }
    }
}
