package dev.wrapup.worker.work;

import dev.wrapup.worker.deliver.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One organization's records in this worker: those that wait for their pass, oldest first, and how many are under way.
 * Pure; guarded by {@link Lanes}.
 *
 * <p>It opens narrow and widens with each pass that ends, up to {@code maxInFlight}; one that drains slowly stays as
 * narrow as what it does in a delay's time. So whoever is throttled or does not answer holds few records, not many.
 */
final class Lane {

    private static final int NARROWEST = 2;
    private static final int INITIAL_WIDTH = 8;

    /** Passes that take longer do not lack computing time: they wait for the platform, or for the limit. */
    private static final Duration PROMPT = Duration.ofSeconds(2);

    /** One that stays full for longer sheds if it is slow, even where nobody needs the room. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** And one that would stay full for longer than this is slow, however short its passes. */
    private static final Duration TOO_LONG = Duration.ofMinutes(1);

    /** While an organization is kept back. */
    private static final int TRIALS_PER_SECOND = 10;

    private static final long TRIAL_NANOS = Duration.ofSeconds(1).toNanos() / TRIALS_PER_SECOND;

    /** What was seen for a second may be said of ten, and not of an hour. */
    private static final int FORESIGHT = 10;

    private final int maxInFlight;
    private final Duration shortestDelay;
    private final DrainRate rate = new DrainRate();
    private final Queue<Taken> fresh = new PriorityQueue<>(1, Taken.OLDEST_FIRST);
    private final Queue<Taken> tried = new PriorityQueue<>(1, Taken.OLDEST_FIRST);
    private boolean triedIsNext;
    private int width;
    private int active;
    private int resting;
    private long placesUsed;
    private long bytesUsed;
    private boolean isShedding;
    private Outcome.@Nullable Deferred keptBackBy;
    private long nextTrialNanos;

    /**
     * An empty lane.
     *
     * @param maxInFlight how wide it becomes at most
     * @param shortestDelay the least that a record loses when it is shed
     */
    Lane(int maxInFlight, Duration shortestDelay) {
        this.maxInFlight = maxInFlight;
        this.shortestDelay = shortestDelay;
        this.width = Math.min(INITIAL_WIDTH, maxInFlight);
    }

    boolean isWaitedFor() {
        return waiting() > 0;
    }

    private int waiting() {
        return fresh.size() + tried.size();
    }

    LaneView view() {
        return new LaneView(active, resting, waiting());
    }

    long placesUsed() {
        return placesUsed;
    }

    long bytesUsed() {
        return bytesUsed;
    }

    void add(Taken taken, long nanos) {
        (taken.isFresh() ? fresh : tried).add(taken);
        bytesUsed += taken.bytes();
        judge(nanos);
    }

    boolean hasPlace(long nanos) {
        return active < width && (keptBackBy == null || nanos - nextTrialNanos >= 0);
    }

    /**
     * What kept the last pass back before anything was sent: the organization's breaker is open, or its credentials are
     * refused. The next one would be as well, so ten a second are tried at most.
     *
     * @param by null where nothing did
     */
    void keptBack(Outcome.@Nullable Deferred by, long nanos) {
        keptBackBy = by;
        nextTrialNanos = nanos + TRIAL_NANOS;
    }

    /** The next one, which is active from now on: those that were never tried and those that were, by turns. */
    @Nullable
    Taken start(long nanos) {
        Taken next = (triedIsNext && !tried.isEmpty()) || fresh.isEmpty() ? tried.poll() : fresh.poll();
        if (next != null) {
            triedIsNext = next.isFresh();
            bytesUsed -= next.bytes();
            placesUsed += next.places();
            active++;
            nextTrialNanos = nanos + TRIAL_NANOS;
            judge(nanos);
        }
        return next;
    }

    /** An active pass waits for what is not the platform's to do now; another one may use its place. */
    void rest(long nanos) {
        active--;
        resting++;
        judge(nanos);
    }

    /** It goes on, even if that makes one too many for a while. */
    void resume(long nanos) {
        resting--;
        active++;
        judge(nanos);
    }

    /** An active pass came to its end. */
    void ended(long nanos) {
        rate.ended(nanos);
        active--;
        width = isTooWide(nanos) ? Math.max(NARROWEST, inTime(shortestDelay, nanos)) : Math.min(maxInFlight, width + 1);
        judge(nanos);
    }

    private boolean isTooWide(long nanos) {
        return rate.isKnown(nanos) && width > Math.max(NARROWEST, inTime(shortestDelay, nanos));
    }

    /** Passes that are not at their end, whether they ask or wait for readiness. */
    private int underWay() {
        return active + resting;
    }

    /** How many passes come to their end in that time, as it goes now. */
    private int inTime(Duration time, long nanos) {
        return (int) Math.min(Integer.MAX_VALUE, perSecond(nanos) * time.toMillis() / 1e3);
    }

    private double perSecond(long nanos) {
        return keptBackBy != null ? TRIALS_PER_SECOND : rate.perSecond(nanos);
    }

    private void judge(long nanos) {
        boolean isFull = active >= width || isWaitedFor();
        isShedding &= isFull;
        rate.full(isFull, nanos);
    }

    /** Whether it sheds for the first time since it has been full. */
    boolean beginsToShed() {
        boolean begins = !isShedding;
        isShedding = true;
        return begins;
    }

    /** What was learnt of its rate is no longer true: nothing could come to its end. */
    void judgeAnew(long nanos) {
        rate.full(false, nanos);
        judge(nanos);
    }

    /** Whether any that wait are of these partitions. */
    boolean waitsIn(Collection<AssignedPartition> partitions) {
        return !partitions.isEmpty()
                && Stream.concat(fresh.stream(), tried.stream())
                        .anyMatch(taken -> partitions.contains(taken.partition()));
    }

    /** The memory of one that had been started is free again. */
    void settled(Taken taken) {
        placesUsed -= taken.places();
    }

    /** The memory of one that had been shed is free again. */
    void shedSettled(Taken taken) {
        bytesUsed -= taken.bytes();
    }

    /** Drops those that wait, where they meet the condition, and returns them. */
    List<Taken> drop(Predicate<Taken> condition, long nanos) {
        List<Taken> dropped = new ArrayList<>();
        for (Queue<Taken> queue : List.of(fresh, tried)) {
            queue.removeIf(taken -> condition.test(taken) && dropped.add(taken));
        }
        dropped.forEach(taken -> bytesUsed -= taken.bytes());
        judge(nanos);
        return dropped;
    }

    /**
     * Whether passes take long or are few, and whoever comes last would wait for longer than that. A long queue alone is
     * no trouble: one that is gone within a minute is as fast as this worker can be, and shedding would only cost more.
     */
    boolean isSlow(Duration horizon, long nanos) {
        boolean isSlow = keptBackBy != null || takesLong(nanos) || lasts(nanos);
        return isSlow && underWay() + waiting() > inTime(horizon, nanos);
    }

    private boolean takesLong(long nanos) {
        return rate.isKnown(nanos) && underWay() > inTime(PROMPT, nanos);
    }

    private boolean lasts(long nanos) {
        return fullFor(nanos).compareTo(PATIENCE) > 0 && underWay() + waiting() > inTime(TOO_LONG, nanos);
    }

    /** How long it has been full. */
    Duration fullFor(long nanos) {
        return rate.fullFor(nanos);
    }

    /**
     * One that leaves the lane.
     *
     * @param turnIn how long it would have had to wait in it
     * @param keptBackBy what keeps the organization back; null where the lane is slow and no more
     */
    record Shed(Taken taken, Duration turnIn, Outcome.@Nullable Deferred keptBackBy) {

        /** What keeps the organization back comes first: a diagnosis goes by it. */
        String why() {
            return keptBackBy == null
                    ? "the organization's lane is full; its turn is about " + turnIn.toSeconds() + " s away"
                    : keptBackBy.reason() + " keeps the organization back: " + keptBackBy.detail();
        }
    }

    /**
     * Sheds the youngest: those that would wait for longer than the horizon. Their memory is freed by
     * {@link #shedSettled}.
     */
    List<Shed> shed(Duration horizon, long nanos) {
        int keep = Math.max(0, inTime(horizon, nanos) - underWay());
        List<Taken> byAge = new ArrayList<>(fresh);
        byAge.addAll(tried);
        byAge.sort(Taken.OLDEST_FIRST);
        fresh.clear();
        tried.clear();
        List<Shed> shed = new ArrayList<>();
        for (int i = 0; i < byAge.size(); i++) {
            Taken taken = byAge.get(i);
            if (i < keep) {
                (taken.isFresh() ? fresh : tried).add(taken);
            } else {
                shed.add(new Shed(taken, wait(underWay() + i + 1, nanos), keptBackBy));
            }
        }
        judge(nanos);
        return shed;
    }

    /** No longer than it was full beforehand, many times over. */
    private Duration wait(int ahead, long nanos) {
        Duration foreseen = fullFor(nanos).multipliedBy(FORESIGHT);
        Duration longest = foreseen.compareTo(shortestDelay) > 0 ? foreseen : shortestDelay;
        double millis = 1e3 * ahead / perSecond(nanos);
        return millis < longest.toMillis() ? Duration.ofMillis((long) millis) : longest;
    }
}
