package dev.wrapup.config;

import java.net.URI;
import java.time.Duration;

/**
 * Where an organization's API is and how it is called.
 *
 * @param apiUrl absolute http or https URL with a host, without query and fragment
 * @param loginUrl the same, of the service that hands out tokens
 * @param organizationHeader the request header that names the organization; a valid HTTP token
 * @param conversationPath starts with a slash and contains <code>{conversationId}</code>
 * @param wrapUpPath starts with a slash and contains <code>{interactionId}</code>
 * @param connectTimeout 1 ms to 5 minutes
 * @param requestTimeout of one request, answer included; 1 ms to 5 minutes
 */
public record Platform(
        URI apiUrl,
        URI loginUrl,
        String organizationHeader,
        String conversationPath,
        String wrapUpPath,
        Duration connectTimeout,
        Duration requestTimeout) {}
