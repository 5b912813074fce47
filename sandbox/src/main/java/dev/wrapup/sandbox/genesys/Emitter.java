package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.ApiDestination;
import dev.wrapup.sandbox.eventbridge.Delivery;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import dev.wrapup.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Closes conversations and sends their events to a front door: at the scenario's rates from {@link #start} to
 * {@link #stop}, or a number of them as fast as they are taken ({@link #emit}). What each event meets on its way is
 * drawn from the scenario's seed.
 */
public final class Emitter {

    private static final long STOP_SECONDS = 5;

    private final SimulatedGenesys genesys;
    private final ApiDestination destination;
    private final Traffic traffic;
    private final Clock clock;
    private final Seeds fates;
    private final Semaphore inFlight;
    private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    private volatile boolean finishing;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** An emitter that has not closed anything yet. */
    public Emitter(SimulatedGenesys genesys, ApiDestination destination, Traffic traffic, Clock clock) {
        this.genesys = genesys;
        this.destination = destination;
        this.traffic = traffic;
        this.clock = clock;
        this.fates = new Seeds(genesys.scenario().seed(), "fates of events");
        this.inFlight = new Semaphore(traffic.maxInFlight());
    }

    /** Closes conversations in each organization at its own rate, at random moments, until {@link #stop}. */
    public void start() {
        for (SimulatedOrganization organization : genesys.scenario().organizations()) {
            if (organization.closuresPerSecond() > 0) {
                run(() -> closeAtRate(organization));
            }
        }
    }

    /** Closes so many conversations, one organization after the other, and returns when every event is settled. */
    public void emit(int total) throws InterruptedException {
        List<SimulatedOrganization> organizations = genesys.scenario().organizations();
        CountDownLatch left = new CountDownLatch(total);
        for (int n = 0; n < total; n++) {
            emit(organizations.get(n % organizations.size()).id(), left::countDown);
        }
        left.await();
    }

    /** The front door took responsibility for a closing event. */
    public record Accepted(Instant at, ClosedConversation closed) {}

    /** Every such answer so far; an event that was sent twice has two. */
    public List<Accepted> accepted() {
        return List.copyOf(accepted);
    }

    /** How the events were received so far. */
    public ApiDestination.Counts counts() {
        return destination.counts();
    }

    /** Closes nothing more, and returns when every event under way is settled. */
    public void finish() throws InterruptedException {
        finishing = true;
        inFlight.acquire(traffic.maxInFlight()); // for good: whoever is about to close one more waits in vain
    }

    /**
     * Closes nothing more, abandons what is under way and waits up to 5 s for it to end, so that the destination can
     * be stopped next. Once more, or without a start, it does nothing.
     */
    public void stop() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAtRate(SimulatedOrganization organization) throws InterruptedException {
        RandomGenerator random = fates.next();
        long due = clock.nanoTime();
        while (!finishing) {
            due += (long) (random.nextExponential() / organization.closuresPerSecond() * 1e9);
            clock.sleep(Duration.ofNanos(due - clock.nanoTime()));
            emit(organization.id(), () -> {});
        }
    }

    private void emit(OrganizationId organization, Runnable settled) throws InterruptedException {
        inFlight.acquire();
        RandomGenerator fate = fates.next();
        ClosedConversation closed = genesys.closeConversation(organization);
        run(() -> {
            try {
                deliver(closed, fate);
            } finally {
                inFlight.release();
                settled.run();
            }
        });
    }

    private void deliver(ClosedConversation closed, RandomGenerator fate) throws InterruptedException {
        if (fate.nextDouble() < traffic.delayedShare()) {
            clock.sleep(Checks.times(traffic.longestDelay(), fate.nextDouble()));
        }
        genesys.emitted(closed.id());
        byte[] event = closed.event();
        send(closed, event);
        if (fate.nextDouble() < traffic.duplicateShare()) {
            send(closed, event);
        }
        if (fate.nextDouble() < traffic.otherShare()) {
            destination.send(GenesysEvents.other(closed.organization(), closed.id(), closed.closedAt()));
        }
    }

    private void send(ClosedConversation closed, byte[] event) throws InterruptedException {
        if (destination.send(event) == Delivery.ACCEPTED) {
            accepted.add(new Accepted(clock.now(), closed));
        }
    }

    private void run(Task task) {
        threads.execute(() -> {
            try {
                task.run();
            } catch (InterruptedException | RejectedExecutionException e) {
                Thread.currentThread().interrupt(); // stopped: what is under way is abandoned
            }
        });
    }

    private interface Task {
        void run() throws InterruptedException;
    }
}
