/** Dead letters: which there are, and what a person decides of them, each once. */
@NullMarked
package dev.wrapup.worker.deadletter;

import org.jspecify.annotations.NullMarked;
