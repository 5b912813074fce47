/** The worker as a child process, from the jar that is shipped. */
@NullMarked
package dev.wrapup.sandbox.worker;

import org.jspecify.annotations.NullMarked;
