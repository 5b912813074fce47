package dev.wrapup.worker.deadletter;

import dev.wrapup.config.Config;
import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Topics;
import dev.wrapup.topic.Trail;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.kafka.RecordSizes;
import dev.wrapup.worker.kafka.Standstill;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Carries out what a person decided of dead letters, each once. A decision is one ledger entry, and for a replay the record
 * that goes back to the closures, in one transaction; what has such an entry is never decided again.
 *
 * <p>There is one resolver at a time: a new one fences whoever was at work, by the transactional id that all of them have,
 * and only then looks which dead letters are open. So neither a second one nor one that was killed half-way makes anything
 * be sent twice. For one thread.
 */
public final class Resolver implements AutoCloseable {

    /** What one transaction takes: a few a second at any pace, so that progress is seen, and an end is near. */
    private static final int MOST_AT_ONCE = 500;

    /** Letters are a kilobyte or two; those that are not must not need more memory than a command has. */
    private static final long MOST_BYTES_AT_ONCE = 4 * 1024 * 1024;

    private static final int TRANSACTIONS_PER_SECOND = 5;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final Topics topics;
    private final RecordSizes sizes;
    private final String instance;
    private final Clock clock;
    private final Producer<byte[], byte[]> producer;
    private final KafkaClients clients;
    private final DeadLetters letters;

    /**
     * From here on, no other resolver of this installation does anything.
     *
     * @throws KafkaException when the cluster refuses it, or is not there
     */
    public Resolver(KafkaClients clients, Config config, Clock clock) {
        this.topics = config.topicNames();
        this.sizes = RecordSizes.of(config);
        this.instance = config.topics().prefix() + "-dead-letters";
        this.clock = clock;
        this.clients = clients;
        this.letters = new DeadLetters(clients, config);
        this.producer = clients.transactionalProducer(instance);
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    /**
     * What an order would do. It waits until every decision that was ever made is there to be seen: a worker's open
     * transaction may hide some from a reader.
     *
     * @param limit at most so many: the oldest
     * @throws StoppedException when waiting was called off
     * @throws KafkaUnavailableException when the cluster does not bring what there is
     */
    public Plan plan(Selection selection, LedgerEntry.Final outcome, int limit, Waiting waiting)
            throws StoppedException {
        try (Admin admin = clients.admin()) {
            Standstill.await(admin, topics.ledger(), letters.partitions(topics.ledger()), waiting);
        }
        return plan(letters, sizes, selection, outcome, limit);
    }

    /** The same without anybody being fenced: a look, for whoever has not decided yet. */
    public static Plan preview(
            DeadLetters letters, Config config, Selection selection, LedgerEntry.Final outcome, int limit) {
        return plan(letters, RecordSizes.of(config), selection, outcome, limit);
    }

    private static Plan plan(
            DeadLetters letters, RecordSizes sizes, Selection selection, LedgerEntry.Final outcome, int limit) {
        Plan.Draft draft = new Plan.Draft(limit);
        letters.open(selection, letter -> {
            if (outcome == LedgerEntry.Final.REPLAYED && !isReplayable(letter, sizes)) {
                draft.leave();
            } else {
                draft.add(letter);
            }
        });
        return draft.plan();
    }

    /** Whether a worker could work on it: it has its bytes, and not too many. */
    private static boolean isReplayable(DeadLetter letter, RecordSizes sizes) {
        return letter.record().value() != null && sizes.isWorkable(letter.record());
    }

    /**
     * Carries it out, at the order's pace.
     *
     * @param plan of this resolver
     * @param waiting called off, it ends after the transaction that it is in
     * @param progress told how many are done, after each transaction
     * @return how many are done: fewer than planned where the topic has dropped some meanwhile
     * @throws StoppedException when waiting was called off
     * @throws KafkaException when the cluster failed: what was told as done is done, and nothing is half done
     * @throws OvertakenException when another resolver has begun
     */
    public long carryOut(Plan plan, Order order, Waiting waiting, LongConsumer progress) throws StoppedException {
        Work work = new Work(order, waiting, progress);
        for (Map.Entry<Integer, NavigableSet<Long>> each : plan.places().entrySet()) {
            NavigableSet<Long> left = new TreeSet<>(each.getValue());
            while (!left.isEmpty()) {
                List<DeadLetter> batch = next(each.getKey(), left, work.batchSize());
                if (batch.isEmpty()) {
                    break; // the topic has dropped them
                }
                work.transact(batch);
            }
        }
        return work.done;
    }

    /** The next ones of the partition; they are no longer left. */
    private List<DeadLetter> next(int partition, NavigableSet<Long> left, int most) {
        List<DeadLetter> batch = new ArrayList<>();
        AtomicLong bytes = new AtomicLong();
        letters.from(partition, left.first(), letter -> {
            long offset = letter.place().offset();
            left.headSet(offset).clear(); // gone
            if (left.remove(offset)) {
                batch.add(letter);
                bytes.addAndGet(RecordSizes.inMemory(letter.record()));
            }
            return batch.size() < most && bytes.get() < MOST_BYTES_AT_ONCE && !left.isEmpty();
        });
        if (batch.isEmpty()) {
            left.clear();
        }
        return batch;
    }

    /** One order, as far as it has come. */
    private final class Work {

        private final Order order;
        private final Waiting waiting;
        private final LongConsumer progress;
        private final Pace pace;
        private final Partitioning closures;
        private long done;

        Work(Order order, Waiting waiting, LongConsumer progress) {
            this.order = order;
            this.waiting = waiting;
            this.progress = progress;
            this.pace = new Pace(order.perSecond(), clock);
            this.closures = new Partitioning(letters.partitions(isReplay() ? topics.closures() : topics.deadLetter()));
        }

        private boolean isReplay() {
            return order.outcome() == LedgerEntry.Final.REPLAYED;
        }

        int batchSize() {
            return Math.clamp(order.perSecond() / TRANSACTIONS_PER_SECOND, 1, MOST_AT_ONCE);
        }

        void transact(List<DeadLetter> batch) throws StoppedException {
            pace.await(batch.size(), waiting);
            Instant now = clock.now();
            try {
                producer.beginTransaction();
                for (DeadLetter letter : batch) {
                    if (isReplay()) {
                        send(replayed(letter, now));
                    }
                    send(entry(letter, now));
                }
                producer.commitTransaction();
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                throw new OvertakenException(done, e);
            }
            done += batch.size();
            progress.accept(done);
        }

        /** One that fails makes the commit fail. */
        private void send(ProducerRecord<byte[], byte[]> record) {
            Future<?> unused = producer.send(record);
        }

        private ProducerRecord<byte[], byte[]> replayed(DeadLetter letter, Instant now) {
            int partition = letter.organization()
                    .filter(organization -> letter.closure() != null)
                    .map(closures::of)
                    .orElse(letter.record().partition() % closures.partitions());
            return new ProducerRecord<>(
                    topics.closures(),
                    partition,
                    letter.record().key(),
                    letter.record().value(),
                    TrailHeaders.replaying(letter.record().headers(), letter.trail(), now));
        }

        /** In the dead letter's own partition, where a reader of dead letters looks for it. */
        private ProducerRecord<byte[], byte[]> entry(DeadLetter letter, Instant now) {
            LedgerEntry.Decision decision = new LedgerEntry.Decision(
                    order.outcome(),
                    letter.reason(),
                    new LedgerEntry.Resolution(letter.place().on(topics.deadLetter()), order.by(), order.note()));
            Trail trail = isReplay() ? letter.trail().replayed(now) : letter.trail();
            byte[] key = letter.closure() == null
                    ? null
                    : Partitioning.key(letter.closure().organization());
            return new ProducerRecord<>(
                    topics.ledger(),
                    letter.record().partition(),
                    key,
                    LedgerEntry.of(decision, letter.closure(), trail, now, instance)
                            .toJson(),
                    TrailHeaders.ofEntry(trail));
        }
    }

    @Override
    public void close() {
        letters.close();
        producer.close(CLOSE_PATIENCE);
    }
}
