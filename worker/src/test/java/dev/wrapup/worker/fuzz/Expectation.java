package dev.wrapup.worker.fuzz;

import java.util.Optional;

/** What must become of a record that was written to a topic which workers read. */
public sealed interface Expectation {

    /** An event that closes nothing: no trace of it. */
    record Ignored() implements Expectation {}

    /**
     * A dead letter with the same bytes, and a ledger entry.
     *
     * @param reason that stands on both
     * @param claim where the record says that it came from; empty where it does not, or says what is no place
     */
    record Dead(String reason, Optional<String> claim) implements Expectation {}

    /** A ledger entry that says it was delivered. */
    record Delivered(Optional<String> claim) implements Expectation {}
}
