package dev.wrapup.worker.deadletter;

import java.io.Serial;

/** Another replay or discard has begun, and this one has ended: there is one at a time. Nothing is half done. */
public final class OvertakenException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    OvertakenException(long done, Throwable cause) {
        super(
                "another replay or discard has begun, so this one ended after " + done
                        + " dead letters; what is left is its to do, or run this again afterwards",
                cause);
    }
}
