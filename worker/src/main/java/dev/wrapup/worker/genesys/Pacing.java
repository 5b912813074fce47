package dev.wrapup.worker.genesys;

import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rate of requests of one credentials entry: its limit, this worker's share of it, and what the answers say about
 * both. Thread-safe.
 */
final class Pacing {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Permits are handed out evenly: a window's worth at once would meet the platform's own window half-way. */
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(100);

    /**
     * No turn is further away. Lanes keep the queue far shorter: whoever is refused here has spent requests in vain, so
     * under a backlog nothing would ever come to its end.
     */
    private static final Duration LONGEST_QUEUE = Duration.ofMinutes(15);

    /** Turns that were missed, as by a machine that stood still, would all be taken at once. */
    private static final Duration LATEST = Duration.ofSeconds(1);

    private final String name;
    private final int requestsPerMinute;
    private final Clock clock;

    private double share = 1;
    private volatile RateLimiter limiter;
    private final AtomicLong heldUntilNanos;

    /** The pacing of a whole credentials entry; see {@link #share}. */
    Pacing(String name, int requestsPerMinute, Clock clock) {
        this.name = name;
        this.requestsPerMinute = requestsPerMinute;
        this.clock = clock;
        this.limiter = limiter(share);
        this.heldUntilNanos = new AtomicLong(clock.nanoTime());
    }

    /**
     * This worker's share of the limit from now on, where one client serves organizations in several workers.
     *
     * @param newShare more than 0, at most 1
     */
    synchronized void share(double newShare) {
        if (newShare != share) {
            share = newShare;
            limiter = limiter(newShare);
        }
    }

    /**
     * Waits for a turn, first come, first served, and as long as the platform asks for patience, up to a window of it.
     * Empty when the request may be sent.
     *
     * @throws StoppedException when waiting was called off
     */
    Optional<Answer.Throttled> turn(Waiting waiting) throws StoppedException {
        while (true) {
            Duration held = held();
            if (held.compareTo(MINUTE) > 0) {
                return Optional.of(new Answer.Throttled(held, "held back until the platform's limit is free again"));
            }
            waiting.pause(held);
            RateLimiter line = limiter;
            long nanos = line.reservePermission();
            if (nanos < 0) {
                return Optional.of(new Answer.Throttled(
                        LONGEST_QUEUE,
                        "more than " + LONGEST_QUEUE.toMinutes() + " min of requests wait for their turn"));
            }
            long due = clock.nanoTime() + nanos;
            waiting.pause(Duration.ofNanos(nanos));
            boolean inTime = clock.nanoTime() - due < LATEST.toNanos();
            if (inTime && line.equals(limiter) && held().isZero()) {
                return Optional.empty();
            }
            // a turn of another share, one that the platform does not want, or one that was missed: taken anew
        }
    }

    private Duration held() {
        return Duration.ofNanos(Math.max(0, heldUntilNanos.get() - clock.nanoTime()));
    }

    /** Sends nothing for that long: the platform asked for it. What it asked for before that ends later still holds. */
    void hold(Duration wait) {
        long until = clock.nanoTime() + wait.toNanos();
        heldUntilNanos.accumulateAndGet(until, (one, other) -> one - other > 0 ? one : other);
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

    private RateLimiter limiter(double share) {
        double perMinute = Math.max(1, requestsPerMinute * share);
        double perShortestPeriod = perMinute * SHORTEST_PERIOD.toNanos() / MINUTE.toNanos();
        int permits = (int) Math.max(1, Math.round(perShortestPeriod));
        Duration period = Duration.ofNanos(Math.round(MINUTE.toNanos() * permits / perMinute));
        return RateLimiter.of(
                name,
                RateLimiterConfig.custom()
                        .limitForPeriod(permits)
                        .limitRefreshPeriod(period)
                        .timeoutDuration(LONGEST_QUEUE)
                        .build());
    }
}
