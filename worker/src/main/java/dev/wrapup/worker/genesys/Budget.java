package dev.wrapup.worker.genesys;

import java.time.Duration;

/**
 * The limit of one credentials entry, as this worker keeps to it.
 *
 * @param credentials the entry's name
 * @param requestsPerMinute this worker's share of the limit
 * @param usedLastMinute requests that it sent in the last minute
 * @param waiting requests in line for their turn
 * @param held how long the platform asked for patience yet; zero when it does not
 */
public record Budget(String credentials, double requestsPerMinute, int usedLastMinute, int waiting, Duration held) {

    /** The part of its share that was used in the last minute; 1 is all of it. */
    public double used() {
        return usedLastMinute / requestsPerMinute;
    }
}
