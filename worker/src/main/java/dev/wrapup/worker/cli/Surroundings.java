package dev.wrapup.worker.cli;

import dev.wrapup.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a command takes from the machine.
 *
 * @param random safe for use by many threads
 */
record Surroundings(Clock clock, Map<String, String> environment, RandomGenerator random) {}
