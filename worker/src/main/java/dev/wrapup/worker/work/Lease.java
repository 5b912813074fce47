package dev.wrapup.worker.work;

import dev.wrapup.time.Clock;
import dev.wrapup.time.StopSignal;
import dev.wrapup.time.StoppedException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How long this worker may take it for granted that its partitions are still its own. A worker that was suspended, or
 * cut off from Kafka alone, does not hear that they were given away; so nothing is sent to the platform beyond the lease
 * that the group's coordinator renews with every commit it takes from a member. Renewed and dropped by the loop's
 * thread; awaited by passes on theirs.
 *
 * <p>A lease begins when the commit was asked for, and is shorter than the time after which the coordinator gives up a
 * member that it does not hear of: {@value #LENGTH_SECONDS} s and a heartbeat's interval are less than any session
 * timeout that Kafka's defaults allow.
 */
final class Lease {

    private static final int LENGTH_SECONDS = 4; // the shortest session that the configuration takes is above it

    /** From the question that renewed it. */
    static final Duration LENGTH = Duration.ofSeconds(LENGTH_SECONDS);

    /** It is renewed at this age, so that a commit may take its time before a pass has to wait for it. */
    static final Duration RENEWAL = Duration.ofSeconds(1);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** When the question was asked that renewed it last. */
    private volatile long sinceNanos;

    /** A lease that nobody has given yet. */
    Lease(Clock clock) {
        this.clock = clock;
        this.sinceNanos = clock.nanoTime() - LENGTH.toNanos();
    }

    /**
     * The coordinator took a commit of ours: this worker was in the group.
     *
     * @param askedNanos when it was asked to, on the clock
     */
    void renew(long askedNanos) {
        sinceNanos = askedNanos;
        wake();
    }

    /** The coordinator knows us no more. */
    void drop() {
        sinceNanos = clock.nanoTime() - LENGTH.toNanos();
    }

    boolean holds() {
        return age() < LENGTH.toNanos();
    }

    /** How long until it is to be renewed; none or negative when it is. */
    Duration untilRenewal() {
        return RENEWAL.minusNanos(age());
    }

    private long age() {
        return clock.nanoTime() - sinceNanos;
    }

    /** Has everybody who waits look again: at the lease, or at what else may end the wait. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns while the lease holds.
     *
     * @throws StoppedException when the stop is given, before or meanwhile; whoever gives it wakes those who wait
     */
    void await(StopSignal stop) throws StoppedException {
        if (!holds()) {
            awaitRenewal(stop);
        }
        stop.pause(Duration.ZERO);
    }

    private void awaitRenewal(StopSignal stop) throws StoppedException {
        lock.lock();
        try {
            while (!holds() && !stop.isStopped()) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        } finally {
            lock.unlock();
        }
    }
}
