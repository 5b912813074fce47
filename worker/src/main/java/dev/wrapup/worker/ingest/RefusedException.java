package dev.wrapup.worker.ingest;

import java.io.Serial;

/** A request that the front door does not take. */
final class RefusedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    RefusedException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
