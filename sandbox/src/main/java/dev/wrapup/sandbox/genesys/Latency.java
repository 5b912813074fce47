package dev.wrapup.sandbox.genesys;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the API takes to answer.
 *
 * @param fixed what every request takes
 * @param tail the mean of an exponential addition to it; zero for none
 */
public record Latency(Duration fixed, Duration tail) {

    /** Answers as fast as the machine can. */
    public static final Latency NONE = fixed(Duration.ZERO);

    /** Checks that neither is negative. */
    public Latency {
        Checks.notNegative("fixed latency", fixed);
        Checks.notNegative("latency tail", tail);
    }

    /** The same for every request. */
    public static Latency fixed(Duration latency) {
        return new Latency(latency, Duration.ZERO);
    }

    /** One request's. */
    public Duration draw(RandomGenerator random) {
        return tail.isZero() ? fixed : fixed.plus(Checks.times(tail, random.nextExponential()));
    }
}
