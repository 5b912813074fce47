package dev.wrapup.sandbox.genesys;

import java.time.Duration;
import java.util.Optional;

/**
 * Lags that several organizations have in common, so that they can be compared. In any stretch of it as many are late as
 * there should be, give or take one or two: else it is the seed's doing what they cost. Thread-safe.
 */
final class LagSeries {

    /** Multiples of it spread evenly over 0 to 1, however many there are. */
    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

    private final Seeds seeds;
    private double which;

    LagSeries(long seed, String name) {
        this.seeds = new Seeds(seed, "lags of " + name);
        this.which = seeds.next().nextDouble();
    }

    /** The time from the next one's closure to its readiness; empty for never. */
    synchronized Optional<Duration> next(Readiness readiness) {
        which = (which + GOLDEN_RATIO) % 1;
        return readiness.draw(which, seeds.next());
    }
}
