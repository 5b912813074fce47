/** A pass: verify, poll, send; and its outcomes. */
@NullMarked
package dev.wrapup.worker.deliver;

import org.jspecify.annotations.NullMarked;
