package dev.wrapup.worker.console;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long things took, in steps of a fifth: from a millisecond to a day and a half, in 440 bytes however many they are.
 * For one thread.
 */
final class Distribution {

    private static final int STEPS_PER_DOUBLING = 4;
    private static final int STEPS = 27 * STEPS_PER_DOUBLING;

    private final int[] counts = new int[STEPS];
    private int total;

    /** So many more; what is shorter or longer than the steps reach counts in the first or the last. */
    void add(Duration duration, int times) {
        double millis =
                duration.toSeconds() * 1e3 + duration.toMillisPart(); // of any length: an event may say anything
        counts[step(millis)] += times;
        total += times;
    }

    /** All of the other's. */
    void add(Distribution other) {
        for (int step = 0; step < STEPS; step++) {
            counts[step] += other.counts[step];
        }
        total += other.total;
    }

    /** The time within which this share of them was done, to 10 %; null where there are none. */
    @Nullable
    Long quantileMillis(double share) {
        if (total == 0) {
            return null;
        }
        long rank = Math.max(1, (long) Math.ceil(share * total));
        int step = 0;
        for (long seen = counts[0]; seen < rank; seen += counts[step]) {
            step++;
        }
        return Math.round(Math.pow(2, (step + 0.5) / STEPS_PER_DOUBLING));
    }

    private static int step(double millis) {
        double doublings = Math.log(Math.max(1, millis)) / Math.log(2);
        return Math.min((int) (doublings * STEPS_PER_DOUBLING), STEPS - 1);
    }
}
