package dev.wrapup.worker.work;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How settling goes.
 *
 * @param last how long the last transaction took that was committed; zero before the first
 * @param failingSince when the first of the failures in a row was; null while it succeeds
 */
public record SettleView(Duration last, @Nullable Instant failingSince) {

    static final SettleView NONE = new SettleView(Duration.ZERO, null);

    /** Whether it has failed for longer than that. */
    boolean hasFailedFor(Duration limit, Instant now) {
        return failingSince != null && failingSince.isBefore(now.minus(limit));
    }

    SettleView committed(Duration took) {
        return new SettleView(took, null);
    }

    SettleView succeeding() {
        return failingSince == null ? this : new SettleView(last, null);
    }

    SettleView failed(Instant now) {
        return failingSince == null ? new SettleView(last, now) : this;
    }
}
