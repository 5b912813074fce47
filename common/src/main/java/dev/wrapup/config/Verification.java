package dev.wrapup.config;

/** When a pass asks for the conversation before it sends. */
public enum Verification {
    /** Every time; {@code always} in the file. */
    ALWAYS,
    /** Only where something suggests an earlier attempt; {@code in-doubt} in the file. */
    IN_DOUBT
}
