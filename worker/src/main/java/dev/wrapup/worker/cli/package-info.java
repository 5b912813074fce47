/** One class per command; main wires, top to bottom. */
@NullMarked
package dev.wrapup.worker.cli;

import org.jspecify.annotations.NullMarked;
