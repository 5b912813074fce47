/** The HTTP client: tokens, pacing, breaker, the three calls. */
@NullMarked
package dev.wrapup.worker.genesys;

import org.jspecify.annotations.NullMarked;
