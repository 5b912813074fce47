package dev.wrapup.sandbox.kafka;

/**
 * A Kafka that was started for the caller alone and takes requests. Whoever makes it, a child process or a
 * container, it has the same settings.
 */
public interface KafkaBroker extends AutoCloseable {

    /** What {@code bootstrap.servers} of a client wants: {@code host:port}, comma-separated. */
    String bootstrapServers();

    /** Ends it, with all it holds. A second call does nothing. */
    @Override
    void close();
}
