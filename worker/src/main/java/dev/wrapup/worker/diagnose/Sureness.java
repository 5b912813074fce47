package dev.wrapup.worker.diagnose;

/** How sure a verdict is. */
public enum Sureness {
    /** What was seen allows no other. */
    CERTAIN,
    /** What was seen speaks for it; something that would prove it was not to be seen. */
    LIKELY,
    /** Nothing that was seen speaks against it. */
    POSSIBLE
}
