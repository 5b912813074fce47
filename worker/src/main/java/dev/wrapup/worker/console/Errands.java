package dev.wrapup.worker.console;

import dev.wrapup.config.Config;
import dev.wrapup.time.Clock;
import dev.wrapup.time.StopSignal;
import dev.wrapup.time.StoppedException;
import dev.wrapup.worker.deadletter.Conversations;
import dev.wrapup.worker.deadletter.DeadLetters;
import dev.wrapup.worker.deadletter.Order;
import dev.wrapup.worker.deadletter.OvertakenException;
import dev.wrapup.worker.deadletter.Plan;
import dev.wrapup.worker.deadletter.Resolver;
import dev.wrapup.worker.deadletter.Selection;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out replays and discards in the background, one at a time. Thread-safe. */
final class Errands implements Service {

    private static final Logger log = LoggerFactory.getLogger(Errands.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    /** A plan is in the memory of a worker; more than that is for the command. */
    static final int MOST = 200_000;

    /** Whoever decided something then is probably still at work. */
    private static final Duration AT_WORK = Duration.ofSeconds(30);

    private final Config config;
    private final KafkaClients kafka;
    private final Clock clock;
    private StopSignal halt = new StopSignal();
    private boolean isOpen;
    private @Nullable Thread thread;
    private @Nullable Errand last;
    private @Nullable Aftermath aftermath;
    private @Nullable Elsewhere elsewhere;

    Errands(Config config, KafkaClients kafka, Clock clock) {
        this.config = config;
        this.kafka = kafka;
        this.clock = clock;
    }

    /**
     * What a person wants done.
     *
     * @param expected how many the plan had that they saw
     * @param fingerprint that plan's
     */
    record Wish(Selection selection, Order order, int limit, long expected, String fingerprint) {}

    /** Somebody decided something at that time, by another process: a command, or another console. */
    record Elsewhere(String by, Instant at) {}

    @Override
    public synchronized void start() {
        isOpen = true;
    }

    /** Begins one; empty when another one goes on. */
    synchronized Optional<Errand> begin(Wish wish) {
        if (!isOpen || (last != null && last.stage() == Errand.Stage.RUNNING)) {
            return Optional.empty();
        }
        Order order = wish.order();
        Errand begun = new Errand(
                last == null ? 1 : last.number() + 1,
                order.outcome(),
                order.by(),
                order.perSecond(),
                wish.expected(),
                0,
                clock.now(),
                null,
                Errand.Stage.RUNNING,
                null,
                0,
                0);
        StopSignal ours = new StopSignal();
        thread = Thread.ofPlatform()
                .name("errand")
                .start(() -> run(wish, ours)); // where there is room for none, nothing began
        halt = ours;
        last = begun;
        aftermath = null;
        return Optional.of(begun);
    }

    /** The one that goes on, or the last one that did; empty before the first. */
    synchronized Optional<Errand> last() {
        return Optional.ofNullable(last);
    }

    /** Ends the one that goes on, after the transaction that it is in. */
    synchronized void halt() {
        halt.stop();
    }

    /** The ledger tells what became of something; it may do so more than once. */
    synchronized void saw(LedgerEntry entry) {
        if (aftermath != null && last != null && aftermath.saw(entry)) {
            last = last.since(aftermath);
        }
        LedgerEntry.Resolution resolution = entry.resolution();
        boolean isOurs = last != null && last.made(entry);
        if (resolution != null
                && !isOurs
                && (elsewhere == null || elsewhere.at().isBefore(entry.settledAt()))) {
            elsewhere = new Elsewhere(resolution.by(), entry.settledAt());
        }
    }

    /** Who else is at work, as far as the ledger tells: whoever begins now ends that. */
    synchronized Optional<Elsewhere> elsewhere() {
        Instant since = clock.now().minus(AT_WORK);
        return Optional.ofNullable(elsewhere).filter(it -> it.at().isAfter(since));
    }

    @Override
    public void stop() {
        Thread running;
        synchronized (this) {
            isOpen = false;
            halt.stop();
            running = thread;
        }
        if (running != null) {
            try {
                running.join(STOP_PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run(Wish wish, StopSignal ours) {
        try {
            if (!isRefused(preview(wish), wish)) { // or somebody would be fenced for nothing
                ours.pause(Duration.ZERO);
                carryOut(wish, ours);
            }
        } catch (StoppedException e) {
            ended(Errand.Stage.STOPPED, "what is left is untouched");
        } catch (OvertakenException e) {
            ended(Errand.Stage.FAILED, e.getMessage());
        } catch (KafkaException e) {
            ended(Errand.Stage.FAILED, "Kafka: " + KafkaFailure.inWords(e) + "; nothing is half done");
        } catch (KafkaUnavailableException e) {
            ended(Errand.Stage.FAILED, e.getMessage() + "; nothing is half done");
        } catch (RuntimeException | Error e) { // or it would seem to run for ever
            ended(Errand.Stage.FAILED, e.getMessage() == null ? e.toString() : e.getMessage());
            log.error("A replay or discard of the console failed", e);
        }
    }

    private Plan preview(Wish wish) {
        try (DeadLetters letters = new DeadLetters(kafka, config)) {
            return Resolver.preview(
                    letters, config, wish.selection(), wish.order().outcome(), wish.limit());
        }
    }

    private void carryOut(Wish wish, StopSignal ours) throws StoppedException {
        try (Resolver resolver = new Resolver(kafka, config, clock)) {
            Plan plan = resolver.plan(wish.selection(), wish.order().outcome(), wish.limit(), ours);
            if (isRefused(plan, wish)) {
                return;
            }
            begins(plan);
            long done = resolver.carryOut(plan, wish.order(), ours, this::done);
            done(done);
            ended(
                    Errand.Stage.DONE,
                    done < plan.count() ? "the topic has dropped %,d meanwhile".formatted(plan.count() - done) : null);
        }
    }

    private boolean isRefused(Plan plan, Wish wish) {
        boolean isRefused = !plan.fingerprint().equals(wish.fingerprint());
        if (isRefused) {
            ended(
                    Errand.Stage.REFUSED,
                    plan.count() == wish.expected()
                            ? "as many dead letters are meant as before, but they are others: look again"
                            : "the plan had %,d dead letters, and now there are %,d: look again"
                                    .formatted(wish.expected(), plan.count()));
        }
        return isRefused;
    }

    private synchronized void begins(Plan plan) {
        if (last != null && last.outcome() == LedgerEntry.Final.REPLAYED) {
            Conversations replayed = plan.conversations();
            aftermath = new Aftermath(
                    entry -> replayed.indexOf(entry.organizationId(), entry.conversationId()), last.begunAt());
        }
    }

    private synchronized void done(long count) {
        last = last == null ? null : last.doneSoFar(count);
    }

    private synchronized void ended(Errand.Stage how, @Nullable String why) {
        if (last != null && last.stage() == Errand.Stage.RUNNING) {
            Errand ended = last.ended(how, why, clock.now());
            last = ended;
            log.atInfo()
                    .addKeyValue("outcome", ended.outcome())
                    .addKeyValue("by", ended.by())
                    .addKeyValue("done", ended.done())
                    .addKeyValue("planned", ended.planned())
                    .log("An order of the console ended: {}", how);
        }
    }
}
