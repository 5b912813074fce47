package dev.wrapup.worker.cli;

import java.io.Serial;

/** A command cannot do what it is for. The message says why, and what to do. */
final class CommandFailedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    CommandFailedException(String message) {
        super(message);
    }
}
