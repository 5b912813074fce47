package dev.wrapup.sandbox.genesys;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When an organization's interactions accept a wrap-up.
 *
 * @param lateShare how many are not ready at their closure, 0 to 1; users report about 0.15
 * @param neverShare how many never become ready, 0 to 1; counted apart from {@code lateShare}
 * @param lag how late the late ones are
 */
public record Readiness(double lateShare, double neverShare, Lag lag) {

    /** Every interaction is ready when it closes. */
    public static final Readiness AT_ONCE = new Readiness(0, 0, new Lag.Fixed(Duration.ZERO));

    /** Checks that the shares are shares, and of one whole. */
    public Readiness {
        Checks.share("lateShare", lateShare);
        Checks.share("neverShare", neverShare);
        Checks.share("lateShare + neverShare", lateShare + neverShare);
    }

    /** Every interaction is late by this lag. */
    public static Readiness after(Duration lag) {
        return new Readiness(1, 0, new Lag.Fixed(lag));
    }

    /** The time from closure to readiness; empty for never. */
    public Optional<Duration> draw(RandomGenerator random) {
        return draw(random.nextDouble(), random);
    }

    /**
     * The same where it is given which one it is.
     *
     * @param which 0 to 1, evenly spread: the lowest are never ready, those after them late
     */
    Optional<Duration> draw(double which, RandomGenerator random) {
        if (which < neverShare) {
            return Optional.empty();
        }
        return Optional.of(which < neverShare + lateShare ? lag.draw(random) : Duration.ZERO);
    }
}
