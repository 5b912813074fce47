/** The loop: poll, dispatch, settle. */
@NullMarked
package dev.wrapup.worker.work;

import org.jspecify.annotations.NullMarked;
