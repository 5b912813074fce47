package dev.wrapup.worker.deliver;

import dev.wrapup.event.Closure;
import dev.wrapup.topic.Trail;
import org.jspecify.annotations.Nullable;

/**
 * A record at its end in this worker.
 *
 * @param closure null where the bytes are none
 * @param trail what is known of the record by now
 */
public record Finished(Outcome outcome, @Nullable Closure closure, Trail trail) {}
