/** How a closure leaves the platform: the events' bytes, and the API destination that posts them. */
@NullMarked
package dev.wrapup.sandbox.eventbridge;

import org.jspecify.annotations.NullMarked;
