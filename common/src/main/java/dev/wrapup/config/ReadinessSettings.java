package dev.wrapup.config;

import java.time.Duration;

/**
 * How a pass waits for an interaction to become ready.
 *
 * @param budget how long one pass waits; 0 to 10 minutes, 0 asks once
 * @param forecast whether the waits between polls come from the organization's own readiness, once enough is known of
 *     it; else from exponential backoff alone
 */
public record ReadinessSettings(Duration budget, boolean forecast) {}
