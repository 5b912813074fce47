package dev.wrapup.worker.kafka;

import java.io.Serial;

/** There is more to read than could be read by the deadline. The message says where. */
public final class OutOfTimeException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    OutOfTimeException(String message) {
        super(message);
    }
}
