package dev.wrapup.config;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where spans go.
 *
 * @param endpoint an OTLP receiver's base URL, for HTTP; {@code /v1/traces} is added to it. Empty: nothing is traced
 * @param sampleRatio how much of the traces that begin here is kept; 0 to 1. One that began elsewhere is kept or not as it
 *     says itself
 * @param headers of every request to the receiver, by name
 */
public record TracingSettings(Optional<URI> endpoint, double sampleRatio, Map<String, Secret> headers) {

    /** Nothing is traced. */
    public static final TracingSettings OFF = new TracingSettings(Optional.empty(), 1, Map.of());

    /** Checks the ratio, and copies the headers. */
    public TracingSettings {
        if (!(sampleRatio >= 0 && sampleRatio <= 1)) {
            throw new IllegalArgumentException("a ratio is from 0 to 1");
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
