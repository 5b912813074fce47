/** Tracing: the only code that knows OpenTelemetry. */
@NullMarked
package dev.wrapup.worker.trace;

import org.jspecify.annotations.NullMarked;
