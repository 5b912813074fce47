package dev.wrapup.worker.genesys;

/** Which requests go first where they cannot all be sent at once. */
public enum Urgency {
    /** What brings a pass that has asked already to its end: always first, or what was asked would be spent in vain. */
    SEND,
    /** The first request for a closure that was never tried. By turns with the next. */
    FRESH,
    /** Whether what was not ready is ready now: a poll, or the first request of a later pass. */
    RETRY
}
