package dev.wrapup.worker.deliver;

import java.util.Arrays;

/**
 * How likely an interaction that is not ready yet becomes so next, by its age: a life table with bins of a fifth of
 * their age, from 20 ms to 24 h. Of an interval in which it happened, each bin gets the share that the table itself
 * finds likely. Ages are in seconds. Takes 700 bytes; for one thread at a time.
 */
final class LifeTable {

    /** The ages between two bins. */
    static final int EDGES = 80;

    private static final double FIRST = 0.02;
    private static final double LAST = 24 * 60 * 60;
    private static final double LOG_STEP = Math.log(LAST / FIRST) / (EDGES - 1);
    private static final double[] AGES = ages();

    /**
     * What is taken for granted, as if so many wrap-ups had shown it: that an interaction of any age becomes ready
     * within as long again with a chance of a half, and the young ones within {@link #YOUNG}. It fills the bins in which
     * nothing was seen yet.
     */
    private static final double TAKEN_FOR_GRANTED = 2;

    /** In seconds. Else the more would be taken for granted, the sooner the first poll. */
    private static final double YOUNG = 0.4;

    private final float[] becameReady = new float[EDGES];
    private final float[] secondsAtRisk = new float[EDGES];

    private static double[] ages() {
        double[] ages = new double[EDGES];
        Arrays.setAll(ages, edge -> FIRST * Math.exp(LOG_STEP * edge));
        return ages;
    }

    /** The age at an edge. */
    static double ageAt(int edge) {
        return AGES[edge];
    }

    /** The edge nearest to an age, by their ratio. */
    static int nearestEdge(double age) {
        return (int) Math.round(position(age));
    }

    private static double position(double age) {
        return Math.clamp(Math.log(age / FIRST) / LOG_STEP, 0, EDGES - 1);
    }

    /** The bin that an age is in: bin n ends at edge n. What lies before the first edge or after the last is left out. */
    private static int bin(double age) {
        return Math.min((int) position(age) + 1, EDGES - 1);
    }

    /** Counts all that was seen so far for less. */
    void fade(double factor) {
        for (int bin = 1; bin < EDGES; bin++) {
            becameReady[bin] *= (float) factor;
            secondsAtRisk[bin] *= (float) factor;
        }
    }

    /** One was not ready at either age. */
    void survived(double from, double to) {
        for (int bin = bin(from); bin <= bin(to); bin++) {
            secondsAtRisk[bin] += (float) seconds(bin, from, to);
        }
    }

    /** One was not ready at the one age, and ready at the other. */
    void becameReady(double from, double to) {
        double notReadyAtTheEnd = notReadyAfter(from, to);
        double chance = 1 - notReadyAtTheEnd;
        double notReady = 1;
        for (int bin = bin(from); chance > 0 && bin <= bin(to); bin++) {
            double hazard = hazard(bin);
            double seconds = seconds(bin, from, to);
            double next = notReady * Math.exp(-hazard * seconds);
            double here = notReady - next;
            becameReady[bin] += (float) (here / chance);
            secondsAtRisk[bin] += (float) ((here / hazard - seconds * notReadyAtTheEnd) / chance);
            notReady = next;
        }
    }

    /** The chance that one which is not ready at the one age is not ready at the other either. */
    double notReadyAfter(double from, double to) {
        double hazards = 0;
        for (int bin = bin(from); bin <= bin(to); bin++) {
            hazards += hazard(bin) * seconds(bin, from, to);
        }
        return Math.exp(-hazards);
    }

    /** The age by which that share is ready, of those that were not at the first age; NaN where it is beyond the table. */
    double ageWhenReady(double from, double share) {
        double left = -Math.log(1 - share); // of the hazard that is to add up
        for (int bin = bin(from); bin < EDGES; bin++) {
            double hazard = hazard(bin);
            double begin = Math.max(AGES[bin - 1], from);
            double here = hazard * Math.max(0, AGES[bin] - begin);
            if (here >= left) {
                return begin + left / hazard;
            }
            left -= here;
        }
        return Double.NaN;
    }

    /** How many become ready in a second, of those that are not. */
    private double hazard(int bin) {
        double grantedReady = TAKEN_FOR_GRANTED * LOG_STEP * Math.min(1, AGES[bin] / YOUNG);
        double grantedSeconds = TAKEN_FOR_GRANTED * (AGES[bin] - AGES[bin - 1]);
        return (becameReady[bin] + grantedReady) / (secondsAtRisk[bin] + grantedSeconds);
    }

    private static double seconds(int bin, double from, double to) {
        return Math.max(0, Math.min(AGES[bin], to) - Math.max(AGES[bin - 1], from));
    }
}
