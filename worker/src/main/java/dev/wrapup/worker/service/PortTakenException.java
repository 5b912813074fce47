package dev.wrapup.worker.service;

import java.io.Serial;

/** A port cannot be opened. The message says which, and why. */
public final class PortTakenException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    PortTakenException(String message, Throwable cause) {
        super(message, cause);
    }
}
