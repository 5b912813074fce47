package dev.wrapup.config;

/**
 * An OAuth client. Organizations refer to it by name and share its rate limit.
 *
 * @param name its key under {@code credentials}
 * @param clientId not blank
 * @param clientSecret not blank
 * @param requestsPerMinute what the platform grants each token; 1 to 1,000,000, 300 by default as in its published
 *     limits
 */
public record Credentials(String name, String clientId, Secret clientSecret, int requestsPerMinute) {}
