package dev.wrapup.worker.work;

/**
 * An organization's lane at one moment.
 *
 * @param inFlight passes that ask or send
 * @param resting passes that wait for readiness
 * @param waiting records that were taken up, and whose pass has not begun
 */
public record LaneView(int inFlight, int resting, int waiting) {

    /** Of an organization that has nothing to do. */
    public static final LaneView IDLE = new LaneView(0, 0, 0);
}
