/** The front door: events in by HTTP, onto Kafka. */
@NullMarked
package dev.wrapup.worker.ingest;

import org.jspecify.annotations.NullMarked;
