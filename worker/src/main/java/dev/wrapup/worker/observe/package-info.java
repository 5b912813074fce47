/** The admin port: health, metrics, and what a worker can be seen to do. */
@NullMarked
package dev.wrapup.worker.observe;

import org.jspecify.annotations.NullMarked;
