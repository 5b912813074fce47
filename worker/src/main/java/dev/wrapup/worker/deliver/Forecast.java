package dev.wrapup.worker.deliver;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an organization's interactions become ready, learnt from what its polls found, and from that the wait before
 * the next poll. All ages count from the closure. Pure: the same findings in the same order, the same waits. Takes
 * about 1 KiB. Thread-safe.
 *
 * <p>What counts is the time between two polls of one wrap-up. How many are ready at the first poll has no bearing on
 * those that are not, and neither has when that first poll was.
 */
public final class Forecast {

    /** So many wrap-ups must have been seen not ready before it has anything to say. */
    static final int ENOUGH = 8;

    /** About as many of the latest wrap-ups that were not ready at once count. */
    private static final double REMEMBERED = 50;

    /** Whatever is asked sooner after its closure, in seconds, counts as that. */
    private static final double SOONEST = 0.001;

    private static final double HALF = 0.5;

    /** A schedule serves until so many more were seen not ready. */
    private static final int SERVES = 5;

    private final LifeTable table = new LifeTable();
    private long seen;
    private double first; // the usual age at the first poll that found it not ready: its logarithm, on average
    private @Nullable Schedule schedule;

    /**
     * A poll found it not ready.
     *
     * @param before its age at the poll before, which found it not ready either; null where there was none
     * @param age its age at the poll
     */
    public synchronized void notReady(@Nullable Duration before, Duration age) {
        if (before == null) {
            seen++;
            first += (Math.log(Math.max(SOONEST, seconds(age))) - first) / Math.min((double) seen, REMEMBERED);
            table.fade(1 - 1 / REMEMBERED);
            schedule = seen % SERVES == 0 ? null : schedule;
        } else {
            table.survived(seconds(before), seconds(age));
        }
    }

    /**
     * A poll found it ready.
     *
     * @param before its age at the poll before, which found it not ready
     * @param age its age at the poll
     */
    public synchronized void ready(Duration before, Duration age) {
        table.becameReady(seconds(before), seconds(age));
    }

    /**
     * How long to wait before the next poll: until polls in vain and delay together cost least. Positive.
     *
     * @param age at which it was not ready
     * @return empty when too little was seen so far, or it is older than the 24 h that are foretold
     */
    public synchronized Optional<Duration> wait(Duration age) {
        if (seen < ENOUGH) {
            return Optional.empty();
        }
        if (schedule == null) {
            schedule = new Schedule(table, Math.exp(first));
        }
        double wait = schedule.next(seconds(age)) - seconds(age);
        return wait > 0 ? Optional.of(Duration.ofNanos((long) (wait * 1e9))) : Optional.empty();
    }

    /**
     * The age by which half of those are ready that are not at once.
     *
     * @return empty when too little was seen so far, or it is beyond the 24 h that are foretold
     */
    public synchronized Optional<Duration> median() {
        if (seen < ENOUGH) {
            return Optional.empty();
        }
        double age = table.ageWhenReady(Math.exp(first), HALF);
        return Double.isNaN(age) ? Optional.empty() : Optional.of(Duration.ofNanos((long) (age * 1e9)));
    }

    private static double seconds(Duration age) {
        return Math.max(0, age.toSeconds() + age.toNanosPart() / 1e9);
    }
}
