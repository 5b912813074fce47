package dev.wrapup.worker.genesys;

import java.io.IOException;
import java.io.Serial;

/** Nothing of the request was sent. */
final class UnreachableException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    UnreachableException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
