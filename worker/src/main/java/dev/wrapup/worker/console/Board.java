package dev.wrapup.worker.console;

import dev.wrapup.config.Config;
import dev.wrapup.time.Clock;
import dev.wrapup.worker.deadletter.DeadLetters;
import dev.wrapup.worker.deadletter.Selection;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.live.WorkerState;
import dev.wrapup.worker.service.Service;
import dev.wrapup.worker.service.Services;
import dev.wrapup.worker.status.Status;
import dev.wrapup.worker.status.Survey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the console knows of the whole cluster, from Kafka alone: read in the background while somebody looks, and costing
 * nothing while nobody does. Thread-safe.
 */
final class Board implements Service {

    private static final Duration BETWEEN_READS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_SURVEYS = Duration.ofSeconds(2);
    private static final Duration OUTDATED = Duration.ofMinutes(1);
    private static final Duration OLDEST_COUNT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(3);

    /** Whoever reads for long rests for so many times as long: an open console costs a worker next to nothing. */
    private static final int RESTS = 50;

    private static final Duration LONGEST_REST = Duration.ofMinutes(30);

    private final Config config;
    private final KafkaClients kafka;
    private final Errands errands;
    private final Clock clock;
    private final WhileWatched tail;
    private final WhileWatched surveys;
    private final WhileWatched counts;
    private final Services all;
    private final Hour nothing;
    private volatile @Nullable Seen<Hour> hour;
    private volatile @Nullable String workersFailure;
    private volatile @Nullable Seen<Status> status;
    private volatile @Nullable Seen<DeadLetterCount> deadLetters;

    /** Grows with whatever may change which dead letters are open. */
    private final AtomicLong deadLetterChanges = new AtomicLong();

    /** What was seen, and when. */
    record Seen<T>(T what, Instant at) {}

    Board(Config config, KafkaClients kafka, Errands errands, Clock clock) {
        this.config = config;
        this.kafka = kafka;
        this.errands = errands;
        this.clock = clock;
        this.nothing = new Hour(config.organizations(), clock.now());
        this.tail = new WhileWatched("console-tail", Reading::new, clock);
        this.surveys = new WhileWatched("console-survey", Surveying::new, clock);
        this.counts = new WhileWatched("console-count", Counting::new, clock);
        this.all = new Services(List.of(tail, surveys, counts));
    }

    @Override
    public void start() {
        all.start();
    }

    @Override
    public void stop() {
        all.stop();
    }

    /** Somebody looks. */
    void look() {
        tail.look();
        surveys.look();
        counts.look();
    }

    /** The last hour; null before it was read to its end for the first time. */
    @Nullable
    Seen<Hour> hour() {
        return hour;
    }

    /** The same; one of which nothing is known before that. */
    Hour hourOrNothing() {
        Seen<Hour> seen = hour;
        return seen == null ? nothing : seen.what();
    }

    @Nullable
    String hourFailure() {
        return tail.failure();
    }

    /** Why the last hour is without what workers tell; null where it is not. */
    @Nullable
    String workersFailure() {
        return workersFailure;
    }

    /** What waits where; null before it was seen. */
    @Nullable
    Seen<Status> status() {
        return status;
    }

    @Nullable
    String statusFailure() {
        return surveys.failure();
    }

    /** The open dead letters; null before they were counted. */
    @Nullable
    Seen<DeadLetterCount> deadLetters() {
        return deadLetters;
    }

    @Nullable
    String deadLetterFailure() {
        return counts.failure();
    }

    private Duration rest(Instant begun, Duration shortest) {
        Duration rest = Duration.between(begun, clock.now()).multipliedBy(RESTS);
        return rest.compareTo(shortest) < 0 ? shortest : rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    /** Reads the last hour, and what comes then. What was known before is shown until all of that is read. */
    private final class Reading implements WhileWatched.Work, Tail.Listener {

        private final Hour ours;
        private final Tail topics;

        Reading() {
            Instant now = clock.now();
            ours = new Hour(config.organizations(), now);
            topics = new Tail(kafka, config.topicNames(), now.minus(Hour.LENGTH));
            deadLetterChanges.incrementAndGet(); // something may have been missed
            Seen<Hour> known = hour;
            if (known != null && known.at().isBefore(now.minus(OUTDATED))) {
                hour = null; // nobody looked for long: it is being read, and that is no failure
            }
        }

        @Override
        public Duration turn() {
            Instant begun = clock.now();
            boolean isAll = topics.read(this);
            Instant now = clock.now();
            workersFailure = topics.workersFailure();
            if (isAll) {
                hour = new Seen<>(ours, now);
                return BETWEEN_READS;
            }
            return Duration.between(begun, now); // half a core is enough for who catches up
        }

        @Override
        public void entry(LedgerEntry entry, int countsAs) {
            ours.add(entry, countsAs, clock.now());
            errands.saw(entry);
            if (entry.outcome() != LedgerEntry.Final.DELIVERED) {
                deadLetterChanges.incrementAndGet();
            }
        }

        @Override
        public void delivered(String organization, Instant at) {
            ours.delivered(organization, at, clock.now());
        }

        @Override
        public void state(WorkerState state) {
            ours.add(state, clock.now());
        }

        @Override
        public void close() {
            topics.close();
        }
    }

    /** Looks what waits where. */
    private final class Surveying implements WhileWatched.Work {

        private final Survey survey = new Survey(kafka, config, clock);

        @Override
        public Duration turn() {
            Instant begun = clock.now();
            status = new Seen<>(survey.take(), clock.now());
            return rest(begun, BETWEEN_SURVEYS);
        }

        @Override
        public void close() {
            survey.close();
        }
    }

    /**
     * Counts the open dead letters once, again whenever the ledger tells of something that changes them, and now and then:
     * an entry may be there to be read before its letter is, and nobody tells of what retention took.
     */
    private final class Counting implements WhileWatched.Work {

        private final DeadLetters letters = new DeadLetters(kafka, config);
        private long changes = -1;

        @Override
        public Duration turn() {
            long changesNow = deadLetterChanges.get();
            Instant begun = clock.now();
            Seen<DeadLetterCount> last = deadLetters;
            if (changesNow == changes && last != null && last.at().isAfter(begun.minus(OLDEST_COUNT))) {
                return BETWEEN_COUNTS;
            }
            DeadLetterCount.Tally tally = new DeadLetterCount.Tally(config);
            letters.open(Selection.ALL, tally::add);
            deadLetters = new Seen<>(tally.count(), clock.now());
            changes = changesNow;
            return rest(begun, BETWEEN_COUNTS);
        }

        @Override
        public void close() {
            letters.close();
        }
    }
}
