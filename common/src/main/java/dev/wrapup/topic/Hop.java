package dev.wrapup.topic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a record moves to another topic.
 *
 * @param reason of the pass that just ended
 * @param detail the last error, in words; null where there is none
 * @param due when it may leave that topic; null where it does not wait
 */
public record Hop(
        Reason reason, @Nullable String detail, @Nullable Instant due) {}
