/** Child processes. */
@NullMarked
package dev.wrapup.sandbox.process;

import org.jspecify.annotations.NullMarked;
