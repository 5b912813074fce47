package dev.wrapup.config;

import java.util.Optional;

/**
 * The front door.
 *
 * @param port 0 to 65,535; 0 is any free port
 * @param apiKeyHeader the request header that carries the key; a valid HTTP token
 * @param apiKey empty where the file sets none: the commands that open the door refuse to start then
 * @param maxBodyBytes of one event; 1,024 to 10,485,760
 */
public record IngestSettings(int port, String apiKeyHeader, Optional<Secret> apiKey, int maxBodyBytes) {}
