/** A real Kafka broker, or three, on this machine: for the tests, the benchmarks and the demo. */
@NullMarked
package dev.wrapup.sandbox.kafka;

import org.jspecify.annotations.NullMarked;
