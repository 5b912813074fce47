package dev.wrapup.worker.genesys;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
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

    /** Without headers and body: secrets are among them. */
    @Override
    public String toString() {
        return method + " " + uri;
    }
}
