package dev.wrapup.sandbox.genesys;

import java.time.Duration;

/** What the scenario's records check of their components, and the arithmetic that {@link Duration} lacks. */
final class Checks {

    private Checks() {}

    static void notNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative: " + duration);
        }
    }

    static void notNegative(String name, double number) {
        if (!(number >= 0) || Double.isInfinite(number)) {
            throw new IllegalArgumentException(name + " must be a number of at least 0: " + number);
        }
    }

    static void share(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be between 0 and 1: " + share);
        }
    }

    /** The duration times the factor, as far as nanoseconds go: 292 years. */
    static Duration times(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
