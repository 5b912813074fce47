package dev.wrapup.sandbox.chaos;

import java.time.Duration;

/**
 * How large a run is.
 *
 * @param length how long things are broken; mending and the last deliveries come on top
 * @param seed of the plan, and of everything else that is random
 * @param brokers 1 or 3
 * @param verification of the workers: {@value #ALWAYS} or {@value #IN_DOUBT}
 */
record Setting(Duration length, long seed, int workers, int brokers, String verification) {

    static final String ALWAYS = "always";
    static final String IN_DOUBT = "in-doubt";
    static final int ORGANIZATIONS = 12;

    /** In all organizations together. */
    static final double CLOSURES_PER_SECOND = 25;

    /** Checks that there is something to break. */
    Setting {
        if (!length.isPositive() || workers < 1) {
            throw new IllegalArgumentException("a run needs some time and at least one worker");
        }
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("a cluster has 1 or 3 brokers, not " + brokers);
        }
        if (!verification.equals(ALWAYS) && !verification.equals(IN_DOUBT)) {
            throw new IllegalArgumentException("verification is always or in-doubt, not " + verification);
        }
    }
}
