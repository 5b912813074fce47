package dev.wrapup.worker.work;

import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.event.EventDecoder;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.Clock;
import dev.wrapup.time.StopSignal;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Topics;
import dev.wrapup.worker.deliver.Delivery;
import dev.wrapup.worker.deliver.Forecasts;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.kafka.RecordSizes;
import dev.wrapup.worker.ledger.LedgerReader;
import dev.wrapup.worker.retry.Ladder;
import dev.wrapup.worker.service.Service;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker instance: the loop on a thread of its own. */
public final class Worker implements Service {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    /** For giving the partitions back, beyond what draining and open calls may take. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** Settling that fails for longer is no matter of a broker that is being replaced. */
    private static final Duration LONGEST_FAILURE = Duration.ofSeconds(10);

    private final Setting setting;
    private final Delivery delivery;
    private final Forecasts forecasts;
    private final Clock clock;
    private final Hooks hooks;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Loop loop;
    private volatile @Nullable Windows windows;
    private volatile Set<Integer> owned = Set.of();

    /**
     * Where a worker works.
     *
     * @param instance its name: in the ledger, and as transactional id; kept over restarts, and no other's
     * @param partitions that each topic has
     */
    public record Setting(Config config, KafkaClients kafka, String instance, int partitions) {}

    /**
     * Who is told what.
     *
     * @param owns which organizations are this worker's, at every change
     * @param heartbeat called at every turn of the loop
     * @param listener hears of the work
     * @param passes goes around each pass
     */
    public record Hooks(
            Consumer<Predicate<OrganizationId>> owns, Runnable heartbeat, WorkListener listener, Passes passes) {}

    /** What can be looked at from outside while the loop turns. */
    private record Windows(Ownership ownership, Lanes lanes, Settler settler, PartitionViews partitions) {}

    /**
     * A worker that is not started.
     *
     * @param forecasts that the delivery learns and asks from
     */
    public Worker(Setting setting, Delivery delivery, Forecasts forecasts, Clock clock, Hooks hooks) {
        this.setting = setting;
        this.delivery = delivery;
        this.forecasts = forecasts;
        this.clock = clock;
        this.hooks = hooks;
    }

    /** Joins the group. */
    @Override
    public synchronized void start() {
        Lease lease = new Lease(clock);
        Transactions transactions = new Transactions(this::producer, setting.instance(), lease, clock);
        Loop started = loop(transactions, lease);
        loop = started;
        Thread.ofPlatform().name("loop").start(() -> run(started, transactions));
    }

    /**
     * Whether it does its work: it is in its group, with what the group gave it, and settling has not failed for more than
     * 10 s. Thread-safe.
     */
    public boolean isReady() {
        Windows open = windows;
        return open != null
                && !ended.isDone()
                && open.ownership().isInGroup()
                && !open.settler().view().hasFailedFor(LONGEST_FAILURE, clock.now());
    }

    /** The worker as it is now. It waits for nobody, the loop least of all. Thread-safe. */
    public WorkerView view() {
        Windows open = windows;
        if (open == null) {
            return WorkerView.NONE;
        }
        Set<Integer> own = owned;
        Partitioning partitioning = new Partitioning(setting.partitions());
        List<OrganizationId> organizations = setting.config().organizations().stream()
                .map(Organization::id)
                .filter(organization -> own.contains(partitioning.of(organization)))
                .toList();
        return new WorkerView(
                own,
                open.lanes().views(organizations),
                open.partitions().latest(),
                open.settler().view());
    }

    private Producer<byte[], byte[]> producer(String transactionalId) {
        Producer<byte[], byte[]> producer = setting.kafka().transactionalProducer(transactionalId);
        hooks.listener().opened(producer);
        return producer;
    }

    /** When the loop has ended: normally after {@link #stop}, exceptionally when it cannot go on. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Whether it was told to stop, and has given its partitions back. Thread-safe. */
    public boolean hasStopped() {
        return ended.isDone() && !ended.isCompletedExceptionally();
    }

    private void run(Loop started, Transactions transactions) {
        try (transactions) {
            started.run();
            ended.complete(null);
        } catch (Throwable e) { // whatever it is: a live process with a dead loop is the worst state
            tell(e);
            ended.completeExceptionally(e);
        }
    }

    /** Whoever is refused has nothing of the loop's to look into, only ACLs or a password. */
    private static void tell(Throwable end) {
        if (KafkaFailure.refusal(end).isPresent()) {
            log.error(
                    "Kafka refuses this worker: {}. What it had not settled is verified by the next",
                    KafkaFailure.inWords(end));
        } else {
            log.error("The loop died", end);
        }
    }

    private Loop loop(Transactions transactions, Lease lease) {
        Config config = setting.config();
        Topics topics = config.topicNames();
        Partitioning partitioning = new Partitioning(setting.partitions());
        RecordSizes sizes = RecordSizes.of(config);
        var consumer = setting.kafka().consumer(setting.instance());
        hooks.listener().opened(consumer);
        Lanes lanes = new Lanes(
                config.organizations(),
                config.worker().maxInFlight(),
                config.retry().delays().getFirst().duration(),
                clock);
        Dispatcher dispatcher = new Dispatcher(
                new Intake(
                        new EventDecoder(config.closingDetailTypes()), partitioning, delivery, sizes, hooks.passes()),
                lanes);
        Router router = new Router(topics, partitioning, new Ladder(config.retry()), sizes, setting.instance());
        Settler settler = new Settler(
                new Settler.Parts(consumer, transactions, dispatcher, router, new OutcomeLog(), hooks.listener()),
                lease,
                clock,
                config.worker().settleInterval());
        Recollection recollection = new Recollection(
                config.organizations(), partitioning, () -> new LedgerReader(setting.kafka(), topics), forecasts);
        Loop.Life life = new Loop.Life(new StopSignal(), hooks.heartbeat());
        Ownership ownership = new Ownership(
                topics,
                clock,
                longestCall(),
                new Ownership.Surroundings(
                        consumer,
                        dispatcher,
                        settler,
                        lease,
                        numbers -> {
                            owned = Set.copyOf(numbers);
                            hooks.owns().accept(organization -> numbers.contains(partitioning.of(organization)));
                            recollection.owns(numbers);
                        },
                        life));
        PartitionViews views = new PartitionViews(clock);
        windows = new Windows(ownership, lanes, settler, views);
        return new Loop(
                new Loop.Parts(consumer, ownership, dispatcher, settler, views),
                topics,
                clock,
                config.worker().drainTimeout(),
                life);
    }

    private Duration longestCall() {
        return setting.config().organizations().stream()
                .map(Organization::platform)
                .map(platform -> platform.connectTimeout().plus(platform.requestTimeout()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .plusSeconds(1);
    }

    /** Drains within {@code worker.drainTimeout}, settles, and leaves the group. */
    @Override
    public synchronized void stop() {
        if (loop == null) {
            return;
        }
        loop.stop();
        Duration patience =
                setting.config().worker().drainTimeout().plus(longestCall()).plus(CLOSING);
        try {
            ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.error("The loop did not end within {}; what it had in flight is verified by the next owner", patience);
        } catch (ExecutionException e) {
            log.debug("stopped a loop that had died");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
