package dev.wrapup.worker.kafka;

import java.io.Serial;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.ApiException;

/** The cluster did not do what it was asked. The message says what, and why not. */
public final class KafkaUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** With what Kafka said of it. */
    public KafkaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether this is what the cluster answered. */
    boolean isAnswer(Class<? extends ApiException> kind) {
        return getCause() instanceof ExecutionException failed && kind.isInstance(failed.getCause());
    }
}
