package dev.wrapup.worker.console;

import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.kafka.OutOfTimeException;
import java.util.ArrayList;
import java.util.List;

/** What was not looked at, and why; a line each. For one thread. */
final class Unseen {

    private final List<String> lines = new ArrayList<>();

    /** The same for a part of something that is attempted: what there is no time for is told once, of the whole. */
    void attemptPart(String what, Runnable look) {
        try {
            look.run();
        } catch (KafkaUnavailableException e) {
            tellOrThrow(what, e);
        }
    }

    /**
     * Looks. What there is no time for, what this user may not read, and what is not there, is told and leaves the rest.
     *
     * @throws KafkaUnavailableException when the cluster brings nothing else either
     */
    void attempt(String what, Runnable look) {
        try {
            look.run();
        } catch (OutOfTimeException e) {
            add(what + ": " + e.getMessage());
        } catch (KafkaUnavailableException e) {
            tellOrThrow(what, e);
        }
    }

    private void tellOrThrow(String what, KafkaUnavailableException e) {
        if (!KafkaFailure.leavesTheRest(e)) {
            throw e;
        }
        add(what + ": " + e.getMessage());
    }

    void add(String line) {
        lines.add(line);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
