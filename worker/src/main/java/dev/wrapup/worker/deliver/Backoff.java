package dev.wrapup.worker.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The waits between polls while nothing better is known of an organization: exponential, with full jitter so that
 * records that failed together do not ask together. Pure.
 *
 * @param first the upper bound of the first wait
 * @param longest no wait is longer
 */
public record Backoff(Duration first, Duration longest) {

    /**
     * The wait after so many polls: anything up to {@code first} doubled each time, which is full jitter.
     *
     * @param polls how many have been made, from 1
     */
    public Duration after(int polls, RandomGenerator random) {
        long bound = (long) Math.min(first.toNanos() * Math.pow(2, polls - 1), (double) longest.toNanos());
        return Duration.ofNanos(1 + random.nextLong(Math.max(1, bound)));
    }
}
