/** The Kafka clients as Wrapup sets them up, and the check of its topics. */
@NullMarked
package dev.wrapup.worker.kafka;

import org.jspecify.annotations.NullMarked;
