package dev.wrapup.worker.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The waits between polls while nothing better is known of an organization: exponential, with jitter so that records
 * that failed together do not ask together. Pure.
 *
 * @param first the upper bound of the first wait
 * @param longest no wait is longer
 */
public record Backoff(Duration first, Duration longest) {

    /**
     * The wait after so many polls: between a half and the whole of {@code first} doubled each time.
     *
     * @param polls how many have been made, from 1
     */
    public Duration after(int polls, RandomGenerator random) {
        long bound = (long) Math.min(first.toNanos() * Math.pow(2, polls - 1), (double) longest.toNanos());
        long half = Math.max(1, bound / 2);
        return Duration.ofNanos(half + random.nextLong(half));
    }
}
