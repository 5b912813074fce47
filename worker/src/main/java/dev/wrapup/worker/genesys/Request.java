package dev.wrapup.worker.genesys;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request.
 *
 * @param body null for none
 * @param timeout for everything, from the first byte sent to the last byte read
 */
record Request(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable Body body,
        Duration timeout) {

    /** What is sent, and what it is. */
    record Body(String contentType, String text) {}

    /** What it proves its sender with, as it stands in its {@code Authorization}; empty where it has none. */
    Optional<String> credential() {
        return Optional.ofNullable(headers.get("Authorization"))
                .map(header -> header.substring(header.indexOf(' ') + 1));
    }

    /** Without headers and body: secrets are among them. */
    @Override
    public String toString() {
        return method + " " + uri;
    }
}
