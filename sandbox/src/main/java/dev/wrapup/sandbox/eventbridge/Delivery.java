package dev.wrapup.sandbox.eventbridge;

/** How the delivery of one event ended. */
public enum Delivery {
    /** The front door took responsibility: any 2xx. */
    ACCEPTED,
    /** The front door refused it for good: a 4xx that EventBridge does not try again. */
    REFUSED,
    /** All attempts are used. */
    EXHAUSTED
}
