package dev.wrapup.worker.genesys;

import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The rate of requests of one credentials entry: its limit, this worker's share of it, what the answers say about both,
 * and the {@link Line} of those that wait for their turn. Thread-safe.
 */
final class Pacing {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Permits are handed out evenly: a window's worth at once would meet the platform's own window half-way. */
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(100);

    /** The limiter is asked for the next permit alone, which is a period away at most: it is never refused. */
    private static final Duration NEVER_IN_VAIN = Duration.ofDays(1);

    private final String name;
    private final int requestsPerMinute;
    private final Clock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Line line = new Line();
    private final MinuteCount sent;
    private double share = 1;
    private RateLimiter limiter;
    private boolean hasPermit;
    private boolean isSleeping;
    private long heldUntilNanos;

    /** The pacing of a whole credentials entry; see {@link #share}. */
    Pacing(String name, int requestsPerMinute, Clock clock) {
        this.name = name;
        this.requestsPerMinute = requestsPerMinute;
        this.clock = clock;
        this.limiter = limiter(share);
        this.heldUntilNanos = clock.nanoTime();
        this.sent = new MinuteCount(clock.nanoTime());
    }

    /** How it stands now. Waits for nobody. */
    Budget budget() {
        lock.lock();
        try {
            return new Budget(name, perMinute(share), sent.count(clock.nanoTime()), line.length(), held());
        } finally {
            lock.unlock();
        }
    }

    /**
     * This worker's share of the limit from now on, where one client serves organizations in several workers. Whoever
     * waits in line keeps its place.
     *
     * @param newShare more than 0, at most 1
     */
    void share(double newShare) {
        lock.lock();
        try {
            if (newShare != share) {
                share = newShare;
                limiter = limiter(newShare);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a turn in line, and as long as the platform asks for patience, up to a window of it. Empty when the
     * request may be sent; whoever has sent it says so by {@link #ended}.
     *
     * @throws StoppedException when waiting was called off
     */
    Optional<Answer.Throttled> turn(Ticket.Lane lane, Urgency urgency, Waiting waiting) throws StoppedException {
        Ticket ticket = new Ticket(lane, urgency);
        if (!enter(ticket)) {
            return Optional.of(throttled());
        }
        try {
            waiting.await(ticket.called());
            return ticket.turnedAway();
        } catch (StoppedException e) {
            withdraw(ticket);
            throw e;
        }
    }

    private boolean enter(Ticket ticket) {
        lock.lock();
        try {
            if (held().compareTo(MINUTE) > 0) {
                return false;
            }
            line.add(ticket);
            call();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void withdraw(Ticket ticket) {
        lock.lock();
        try {
            if (!line.remove(ticket) && ticket.turnedAway().isEmpty()) {
                line.ended(ticket.lane().organization());
                call();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * A request whose turn had come has its answer, or was not sent after all.
     *
     * @param wasSent else the next one has its permit
     */
    void ended(Ticket.Lane lane, boolean wasSent) {
        lock.lock();
        try {
            hasPermit |= !wasSent;
            if (wasSent) {
                sent.add(clock.nanoTime());
            }
            line.ended(lane.organization());
            call();
        } finally {
            lock.unlock();
        }
    }

    /** Calls as many as may send now. While a permit is to be waited for, one thread does so for all. */
    private void call() {
        while (!isSleeping && line.hasNext()) {
            Duration wait = held();
            if (wait.isZero() && !hasPermit) {
                wait = Duration.ofNanos(limiter.reservePermission());
                hasPermit = true;
            }
            if (wait.isPositive()) {
                sleep(wait);
            } else {
                callNext();
            }
        }
    }

    private void callNext() {
        @Nullable Ticket next = line.next();
        if (next != null) {
            hasPermit = false;
            next.call();
        }
    }

    private void sleep(Duration wait) {
        Thread.ofVirtual().name("pacing of " + name).start(() -> {
            try {
                clock.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // nobody does; the next one in line would wait anew
            } finally {
                wake();
            }
        });
        isSleeping = true; // a thread that could not be started wakes nobody
    }

    private void wake() {
        lock.lock();
        try {
            isSleeping = false;
            call();
        } finally {
            lock.unlock();
        }
    }

    private Duration held() {
        return Duration.ofNanos(Math.max(0, heldUntilNanos - clock.nanoTime()));
    }

    private Answer.Throttled throttled() {
        return new Answer.Throttled(held(), "held back until the platform's limit is free again");
    }

    /**
     * Sends nothing for that long: the platform asked for it. What it asked for before that ends later still holds. What
     * is longer than a window is not waited for in line.
     */
    void hold(Duration wait) {
        lock.lock();
        try {
            long until = clock.nanoTime() + wait.toNanos();
            if (until - heldUntilNanos > 0) {
                heldUntilNanos = until;
            }
            if (held().compareTo(MINUTE) > 0) {
                line.clear().forEach(ticket -> ticket.turnAway(throttled()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Learns from {@code inin-ratelimit-*}: a window that others used up is used up for us. */
    void observe(Response response) {
        Optional<Long> count = number(response, "inin-ratelimit-count");
        Optional<Long> allowed = number(response, "inin-ratelimit-allowed");
        Duration reset = Classification.seconds(response.header("inin-ratelimit-reset"));
        if (count.isPresent() && allowed.isPresent() && reset != null && count.get() >= allowed.get()) {
            hold(reset.compareTo(MINUTE) < 0 ? reset : MINUTE);
        }
    }

    private static Optional<Long> number(Response response, String header) {
        return Optional.ofNullable(Classification.seconds(response.header(header)))
                .map(Duration::toSeconds);
    }

    private double perMinute(double ofShare) {
        return Math.max(1, requestsPerMinute * ofShare);
    }

    private RateLimiter limiter(double share) {
        double perMinute = perMinute(share);
        double perShortestPeriod = perMinute * SHORTEST_PERIOD.toNanos() / MINUTE.toNanos();
        int permits = (int) Math.max(1, Math.round(perShortestPeriod));
        Duration period = Duration.ofNanos(Math.round(MINUTE.toNanos() * permits / perMinute));
        return RateLimiter.of(
                name,
                RateLimiterConfig.custom()
                        .limitForPeriod(permits)
                        .limitRefreshPeriod(period)
                        .timeoutDuration(NEVER_IN_VAIN)
                        .build());
    }
}
