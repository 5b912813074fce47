/** The clock that everything but main is handed. */
@NullMarked
package dev.wrapup.time;

import org.jspecify.annotations.NullMarked;
