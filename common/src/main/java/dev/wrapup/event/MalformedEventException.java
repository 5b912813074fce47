package dev.wrapup.event;

import java.io.Serial;

/** The bytes are not an event, or a closure without the ids that it needs. The message says which, in words. */
public final class MalformedEventException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    MalformedEventException(String message) {
        super(message, null, false, false); // expected input: no stack trace to pay for
    }
}
