package dev.wrapup.worker.work;

import dev.wrapup.event.Closure;
import dev.wrapup.topic.Delay;
import dev.wrapup.topic.Hop;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Topics;
import dev.wrapup.topic.Trail;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.deliver.Finished;
import dev.wrapup.worker.deliver.Outcome;
import dev.wrapup.worker.kafka.RecordSizes;
import dev.wrapup.worker.ledger.Cause;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.ledger.LedgerEntry.Ending;
import dev.wrapup.worker.ledger.LedgerEntry.Final;
import dev.wrapup.worker.retry.Ladder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of every outcome: the one place where the rules of the road stand. Pure. */
final class Router {

    private final Topics topics;
    private final Partitioning partitioning;
    private final Ladder ladder;
    private final RecordSizes sizes;
    private final String worker;

    Router(Topics topics, Partitioning partitioning, Ladder ladder, RecordSizes sizes, String worker) {
        this.topics = topics;
        this.partitioning = partitioning;
        this.ladder = ladder;
        this.sizes = sizes;
        this.worker = worker;
    }

    /**
     * Where a record goes, and what is written of it.
     *
     * @param fate what became of it, once the ladder had its say
     * @param records to be sent in one transaction with its offset; none for an ignored event
     */
    record Route(Outcome fate, List<ProducerRecord<byte[], byte[]>> records) {}

    /** The route of a record that came to its end now. */
    Route route(ConsumerRecord<byte[], byte[]> record, Finished finished, Instant now) {
        Trip trip = new Trip(record, finished.closure(), finished.trail(), now);
        return switch (finished.outcome()) {
            case Outcome.Delivered delivered -> trip.delivered(delivered);
            case Outcome.NotReady notReady -> trip.notReady(notReady);
            case Outcome.Deferred deferred -> trip.deferred(deferred);
            case Outcome.Dead dead -> trip.dead(dead, Cause.of(dead.reason()));
            case Outcome.Ignored ignored -> new Route(ignored, List.of());
            case Outcome.Misplaced misplaced -> trip.rekeyed(misplaced);
        };
    }

    /** One record and what is known of it at its end. */
    private final class Trip {

        private final ConsumerRecord<byte[], byte[]> record;
        private final @Nullable Closure closure;
        private final Trail trail;
        private final Instant now;

        Trip(ConsumerRecord<byte[], byte[]> record, @Nullable Closure closure, Trail trail, Instant now) {
            this.record = record;
            this.closure = closure;
            this.trail = trail.seenBy(now); // or a forged time would keep it from ever growing too old
            this.now = now;
        }

        Route delivered(Outcome.Delivered delivered) {
            Ending ending = new Ending(Final.DELIVERED, delivered.reason(), null, delivered.firstReady());
            return new Route(delivered, List.of(ledgerEntry(ending)));
        }

        Route notReady(Outcome.NotReady notReady) {
            Trail after = trail.with(trail.effort().plusPass());
            return ladder.next(trail)
                    .map(delay ->
                            delayed(notReady, delay, after, new Hop(notReady.reason(), notReady.detail(), due(delay))))
                    .orElseGet(() -> new Trip(record, closure, after, now)
                            .dead(
                                    exhausted(notReady),
                                    Cause.ofExhausted(notReady.reason(), trail.conversationFound())));
        }

        /** The race and the wrong organization are told apart by whether the conversation was ever found there. */
        private Outcome.Dead exhausted(Outcome.NotReady notReady) {
            return notReady.reason() == Reason.NotReady.CONVERSATION_NOT_FOUND && !trail.conversationFound()
                    ? new Outcome.Dead(Reason.Dead.CONVERSATION_NOT_IN_ORGANIZATION, notReady.detail())
                    : new Outcome.Dead(Reason.Dead.NOT_READY_EXHAUSTED, notReady.detail());
        }

        Route deferred(Outcome.Deferred deferred) {
            return delayFor(deferred)
                    .map(delay -> delayed(
                            deferred,
                            delay,
                            trail,
                            new Hop(deferred.reason(), deferred.detail(), due(deferred, delay))))
                    .orElseGet(() -> dead(
                            new Outcome.Dead(
                                    Reason.Dead.EXPIRED,
                                    deferred.reason().name() + " to the end: " + deferred.detail()),
                            Optional.of(Cause.ofExpired(deferred.reason()))));
        }

        /** Behind a limit there is always something to do; in an outage there is nothing. */
        private Optional<Delay> delayFor(Outcome.Deferred deferred) {
            return switch (deferred.reason()) {
                case RATE_LIMITED -> ladder.covering(deferred.retryAfter(), trail, now);
                case ORG_SATURATED -> Optional.of(ladder.within(deferred.retryAfter()));
                case API_UNAVAILABLE, CIRCUIT_OPEN, CREDENTIALS_REFUSED, INTERNAL_ERROR ->
                    ladder.outlasting(deferred.retryAfter(), trail, now);
            };
        }

        Route dead(Outcome.Dead dead, Optional<Cause> cause) {
            return sizes.fitsDeadLetters(record) ? buried(dead, cause) : bare().buried(tooLarge(dead), cause);
        }

        /**
         * Only a foreign producer's compression can make a record too large to be moved. Its bytes stay where they are
         * as long as that topic keeps them.
         */
        private Outcome.Dead tooLarge(Outcome.Dead dead) {
            String place = record.topic() + "-" + record.partition() + "@" + record.offset();
            return new Outcome.Dead(
                    dead.reason(),
                    "its " + RecordSizes.of(record) + " bytes are too many for a dead letter and stand at " + place
                            + ": " + dead.detail());
        }

        private Trip bare() {
            return new Trip(
                    new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), null, null),
                    closure,
                    trail,
                    now);
        }

        private Route buried(Outcome.Dead dead, Optional<Cause> cause) {
            Hop hop = new Hop(dead.reason(), dead.detail(), null);
            Ending ending = new Ending(Final.DEAD, dead.reason(), cause.orElse(null), dead.detail(), null);
            return new Route(
                    dead,
                    List.of(
                            moved(topics.deadLetter(), TrailHeaders.moving(record.headers(), trail, hop)),
                            ledgerEntry(ending)));
        }

        Route rekeyed(Outcome.Misplaced misplaced) {
            return new Route(
                    misplaced, List.of(moved(topics.closures(), TrailHeaders.rekeyed(record.headers(), trail))));
        }

        private Instant due(Delay delay) {
            return now.plus(delay.duration());
        }

        /** Where each has a time of its own to come back, all that were deferred together do not come back together. */
        private Instant due(Outcome.Deferred deferred, Delay delay) {
            boolean isWithin = deferred.retryAfter().compareTo(delay.duration()) <= 0;
            boolean covers = ladder.covering(deferred.retryAfter(), trail, now)
                    .filter(delay::equals)
                    .isPresent();
            return deferred.reason() == Reason.Deferred.CIRCUIT_OPEN && isWithin && covers
                    ? now.plus(deferred.retryAfter())
                    : due(delay);
        }

        private Route delayed(Outcome fate, Delay delay, Trail after, Hop hop) {
            Headers headers = TrailHeaders.moving(record.headers(), after, hop);
            return new Route(fate, List.of(moved(topics.delay(delay), headers)));
        }

        private ProducerRecord<byte[], byte[]> moved(String topic, Headers headers) {
            return new ProducerRecord<>(topic, partition(), key(), record.value(), headers);
        }

        private ProducerRecord<byte[], byte[]> ledgerEntry(Ending ending) {
            byte[] entry = LedgerEntry.of(ending, closure, trail, now, worker).toJson();
            byte[] key = closure == null ? null : key(); // a foreign key is of any size
            return new ProducerRecord<>(topics.ledger(), partition(), key, entry, TrailHeaders.ofEntry(trail));
        }

        private int partition() {
            return closure == null
                    ? record.partition() % partitioning.partitions() // topics may have grown unevenly meanwhile
                    : partitioning.of(closure.organization());
        }

        private byte @Nullable [] key() {
            return closure == null ? record.key() : Partitioning.key(closure.organization());
        }
    }
}
