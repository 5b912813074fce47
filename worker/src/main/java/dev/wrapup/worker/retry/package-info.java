/** The ladder of delays that a record goes down. */
@NullMarked
package dev.wrapup.worker.retry;

import org.jspecify.annotations.NullMarked;
