package dev.wrapup.worker.work;

/**
 * A partition that this worker owns, at one moment.
 *
 * @param buffered records that were fetched, and wait to be taken up: for their time, for room, or for their lane
 * @param windowUsed offsets between the oldest unfinished record and the last one that was taken up; at most
 *     {@link #WINDOW}
 */
public record PartitionView(String topic, int partition, int buffered, int windowUsed) {

    /** How many offsets a window has room for. */
    public static final int WINDOW = OffsetWindow.MAX_SPAN;
}
