package dev.wrapup.worker.kafka;

import java.io.Serial;

/** The cluster did not do what it was asked. The message says what, and why not. */
public final class KafkaUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    KafkaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
