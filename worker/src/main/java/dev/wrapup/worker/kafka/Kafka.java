package dev.wrapup.worker.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waiting for the cluster, bounded. */
final class Kafka {

    private static final int PATIENCE_SECONDS = 30;

    private Kafka() {}

    /** What the cluster answers; throws {@link KafkaUnavailableException} when it does not. */
    static <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new KafkaUnavailableException("Kafka did not " + what + ": " + KafkaFailure.toWhoeverAsked(e), e);
        } catch (TimeoutException e) {
            throw new KafkaUnavailableException(
                    "Kafka did not " + what + " within " + PATIENCE_SECONDS + " s; " + KafkaFailure.ADDRESS, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException("interrupted: " + what, e);
        }
    }
}
