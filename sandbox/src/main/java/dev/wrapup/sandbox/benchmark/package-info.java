/** How fast one worker is, with a broker and the platform beside it on one machine. */
@NullMarked
package dev.wrapup.sandbox.benchmark;

import org.jspecify.annotations.NullMarked;
