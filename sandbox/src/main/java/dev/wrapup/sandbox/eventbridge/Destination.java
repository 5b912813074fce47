package dev.wrapup.sandbox.eventbridge;

import java.net.URI;
import java.time.Duration;

/**
 * Where an API destination posts its events, and how hard it tries.
 *
 * @param apiKey sent in {@code apiKeyHeader} with every event
 * @param timeout of one attempt; EventBridge's is 5 s
 * @param maxAttempts for one event; EventBridge's is 185, within 24 hours
 */
public record Destination(URI uri, String apiKeyHeader, String apiKey, Duration timeout, int maxAttempts) {

    /** Checks that there is at least one attempt with a positive timeout. */
    public Destination {
        if (maxAttempts < 1 || !timeout.isPositive()) {
            throw new IllegalArgumentException("a destination needs at least one attempt and a positive timeout");
        }
    }

    /** With EventBridge's timeout and retries, and the key in {@code X-Api-Key}. */
    public static Destination of(URI uri, String apiKey) {
        return new Destination(uri, "X-Api-Key", apiKey, Duration.ofSeconds(5), 185);
    }
}
