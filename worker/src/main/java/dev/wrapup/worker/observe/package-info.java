/** Health, and later metrics and tracing. */
@NullMarked
package dev.wrapup.worker.observe;

import org.jspecify.annotations.NullMarked;
