package dev.wrapup.worker.genesys;

import java.io.IOException;
import java.io.Serial;

/** No connection was made, so the platform has seen nothing of the request. */
final class UnreachableException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    UnreachableException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
