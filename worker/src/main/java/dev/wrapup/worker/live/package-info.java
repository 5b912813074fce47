/** What each worker tells of itself by way of Kafka, so that anybody can see all of them together. */
@NullMarked
package dev.wrapup.worker.live;

import org.jspecify.annotations.NullMarked;
