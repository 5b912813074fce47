package dev.wrapup.worker.deliver;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** How late interactions become ready; exactly 15 % of all are late at all. */
enum Lags {
    FAST {
        @Override
        double late(RandomGenerator random, double progress) {
            return logNormal(random, 0.7);
        }
    },
    SLOW {
        @Override
        double late(RandomGenerator random, double progress) {
            return logNormal(random, 3);
        }
    },
    BIMODAL {
        @Override
        double late(RandomGenerator random, double progress) {
            return logNormal(random, random.nextBoolean() ? 0.4 : 3);
        }
    },
    TEN_TIMES_AS_LONG {
        @Override
        double late(RandomGenerator random, double progress) {
            return logNormal(random, progress < 0.5 ? 0.5 : 5);
        }
    },
    A_TENTH_AS_LONG {
        @Override
        double late(RandomGenerator random, double progress) {
            return logNormal(random, progress < 0.5 ? 5 : 0.5);
        }
    };

    private static final double SIGMA = 0.6;

    /** The lag of one that is late, in seconds, when so much of the whole is over: 0 to 1. */
    abstract double late(RandomGenerator random, double progress);

    List<Duration> of(int wrapUps, RandomGenerator random) {
        return IntStream.range(0, wrapUps)
                .mapToDouble(n -> n * 7 % 20 < 3 ? late(random, (double) n / wrapUps) : 0)
                .mapToObj(lag -> Duration.ofNanos((long) (lag * 1e9)))
                .toList();
    }

    static double logNormal(RandomGenerator random, double median) {
        return median * Math.exp(SIGMA * random.nextGaussian());
    }
}
