package dev.wrapup.config;

import java.time.Duration;

/**
 * The loop that owns the consumer.
 *
 * @param maxInFlight records in flight at once in this process, one of more than 16 KiB counting as several; 1 to
 *     100,000
 * @param settleInterval at most this long between two transactions while outcomes wait; 1 ms to 1 minute
 * @param drainTimeout how long a stop waits for records in flight; 0 to 10 minutes
 */
public record WorkerSettings(int maxInFlight, Duration settleInterval, Duration drainTimeout) {}
