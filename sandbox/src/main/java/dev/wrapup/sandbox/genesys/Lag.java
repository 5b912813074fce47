package dev.wrapup.sandbox.genesys;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long after its closure an interaction becomes available to scripting. Pure: the same random, the same lag. */
public sealed interface Lag {

    /** One lag, never negative. */
    Duration draw(RandomGenerator random);

    /** Always the same. */
    record Fixed(Duration lag) implements Lag {

        /** Checks that the lag is not negative. */
        public Fixed {
            Checks.notNegative("lag", lag);
        }

        @Override
        public Duration draw(RandomGenerator random) {
            return lag;
        }
    }

    /**
     * Mostly near the median, sometimes many times as long: how queues behind an API usually look.
     *
     * @param median half of all lags are shorter
     * @param sigma the standard deviation of the lag's logarithm; at 1, one lag in 20 is over five medians
     */
    record LogNormal(Duration median, double sigma) implements Lag {

        /** Checks that neither is negative. */
        public LogNormal {
            Checks.notNegative("median", median);
            Checks.notNegative("sigma", sigma);
        }

        @Override
        public Duration draw(RandomGenerator random) {
            return Checks.times(median, Math.exp(sigma * random.nextGaussian()));
        }
    }

    /**
     * Two populations, such as voice and messaging, or a region's good and bad minutes.
     *
     * @param slowShare how many of the lags come from {@code slow}, 0 to 1
     */
    record Bimodal(Lag usual, Lag slow, double slowShare) implements Lag {

        /** Checks the share. */
        public Bimodal {
            Checks.share("slowShare", slowShare);
        }

        @Override
        public Duration draw(RandomGenerator random) {
            return (random.nextDouble() < slowShare ? slow : usual).draw(random);
        }
    }
}
