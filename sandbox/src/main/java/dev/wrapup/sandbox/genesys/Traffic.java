package dev.wrapup.sandbox.genesys;

import java.time.Duration;

/**
 * How unruly the events arrive.
 *
 * @param duplicateShare events sent twice, 0 to 1: EventBridge promises at least once
 * @param delayedShare events sent late, and so after younger ones, 0 to 1
 * @param longestDelay of those; each waits for a random part of it
 * @param otherShare closures that are followed by an event that closes nothing, 0 to 1
 * @param maxInFlight events under way at once
 */
public record Traffic(
        double duplicateShare, double delayedShare, Duration longestDelay, double otherShare, int maxInFlight) {

    /** Each event once, in order, and nothing else. */
    public static final Traffic ORDERLY = new Traffic(0, 0, Duration.ZERO, 0, 64);

    /** Checks shares and limits. */
    public Traffic {
        Checks.share("duplicateShare", duplicateShare);
        Checks.share("delayedShare", delayedShare);
        Checks.notNegative("longestDelay", longestDelay);
        Checks.share("otherShare", otherShare);
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight must be at least 1");
        }
    }
}
