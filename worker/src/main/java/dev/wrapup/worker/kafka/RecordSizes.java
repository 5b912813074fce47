package dev.wrapup.worker.kafka;

import dev.wrapup.config.Config;

/**
 * The largest records, in bytes, from topic to topic. Each hop adds headers, so each topic takes a little more than the
 * one before it: no hop ever fails for its size, whatever was written where.
 *
 * @param arriving on the closures topic
 * @param waiting on a delay topic
 * @param dead on the dead-letter topic
 */
public record RecordSizes(int arriving, int waiting, int dead) {

    /** Key, headers and framing beyond the event; and then, what a hop adds at most, with much room. */
    private static final int STEP = 64 * 1024;

    /** The sizes that follow from the largest event that the front door takes. */
    public static RecordSizes of(Config config) {
        int event = config.ingest().maxBodyBytes();
        return new RecordSizes(event + STEP, event + 2 * STEP, event + 3 * STEP);
    }
}
