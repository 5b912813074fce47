package dev.wrapup.worker.console;

import dev.wrapup.config.Config;
import dev.wrapup.time.Clock;
import dev.wrapup.time.StopSignal;
import dev.wrapup.time.StoppedException;
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
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out replays and discards in the background, one at a time. Thread-safe. */
final class Errands implements Service {

    private static final Logger log = LoggerFactory.getLogger(Errands.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Config config;
    private final KafkaClients kafka;
    private final Clock clock;
    private StopSignal halt = new StopSignal();
    private boolean isOpen;
    private @Nullable Thread thread;
    private @Nullable Errand last;

    Errands(Config config, KafkaClients kafka, Clock clock) {
        this.config = config;
        this.kafka = kafka;
        this.clock = clock;
    }

    /**
     * What a person wants done.
     *
     * @param expected how many the plan had that they saw
     */
    record Wish(Selection selection, Order order, int limit, long expected) {}

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
        halt = ours;
        last = begun;
        thread = Thread.ofPlatform().name("errand").start(() -> run(wish, ours));
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

    /** The ledger tells what became of something. */
    synchronized void saw(LedgerEntry entry) {
        last = last == null ? null : last.saw(entry);
    }

    /** The ledger will be told anew. */
    synchronized void unseen() {
        last = last == null ? null : last.unseen();
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
        try (Resolver resolver = new Resolver(kafka, config, clock)) {
            Plan plan = resolver.plan(wish.selection(), wish.order().outcome(), wish.limit(), ours);
            if (plan.count() != wish.expected()) {
                ended(
                        Errand.Stage.REFUSED,
                        "the plan had %,d dead letters, and now there are %,d: look again"
                                .formatted(wish.expected(), plan.count()));
                return;
            }
            long done = resolver.carryOut(plan, wish.order(), ours, this::done);
            done(done);
            ended(
                    Errand.Stage.DONE,
                    done < plan.count() ? "the topic has dropped %,d meanwhile".formatted(plan.count() - done) : null);
        } catch (StoppedException e) {
            ended(Errand.Stage.STOPPED, "what is left is untouched");
        } catch (OvertakenException e) {
            ended(Errand.Stage.FAILED, e.getMessage());
        } catch (KafkaException e) {
            ended(Errand.Stage.FAILED, "Kafka: " + KafkaFailure.inWords(e) + "; nothing is half done");
        } catch (KafkaUnavailableException e) {
            ended(Errand.Stage.FAILED, e.getMessage() + "; nothing is half done");
        } catch (RuntimeException e) {
            log.error("A replay or discard of the console failed", e);
            ended(Errand.Stage.FAILED, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private synchronized void done(long count) {
        last = last == null ? null : last.doneSoFar(count);
    }

    private synchronized void ended(Errand.Stage how, @Nullable String why) {
        Errand ended = last == null ? null : last.ended(how, why, clock.now());
        last = ended;
        if (ended != null) {
            log.atInfo()
                    .addKeyValue("outcome", ended.outcome())
                    .addKeyValue("by", ended.by())
                    .addKeyValue("done", ended.done())
                    .addKeyValue("planned", ended.planned())
                    .log("An order of the console ended: {}", how);
        }
    }
}
