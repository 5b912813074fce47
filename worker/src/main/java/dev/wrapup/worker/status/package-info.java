/** What waits where, who works on it, and what the last minute brought: read from Kafka, for all workers together. */
@NullMarked
package dev.wrapup.worker.status;

import org.jspecify.annotations.NullMarked;
