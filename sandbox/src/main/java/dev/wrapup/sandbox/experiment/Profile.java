package dev.wrapup.sandbox.experiment;

import dev.wrapup.sandbox.genesys.Lag;
import dev.wrapup.sandbox.genesys.Readiness;
import java.time.Duration;
import java.util.Locale;

/** How late the late ones of an organization are. */
enum Profile {
    FAST,
    SLOW,
    BIMODAL,
    CHANGING;

    private static final double LATE = 0.15;
    private static final double SIGMA = 0.5;

    /** Until half-time. */
    Readiness first() {
        return late(
                switch (this) {
                    case FAST -> logNormal(450);
                    case SLOW -> logNormal(3_000);
                    case BIMODAL -> new Lag.Bimodal(logNormal(300), logNormal(3_000), 0.5);
                    case CHANGING -> logNormal(500);
                });
    }

    /** From half-time on. */
    Readiness second() {
        return this == CHANGING ? late(logNormal(5_000)) : first();
    }

    /**
     * Whether its lags are log-normal and within the budget of one pass. What goes through a delay topic begins another
     * pass with a question, and no forecast can save that.
     */
    boolean isJudgedByCalls() {
        return this == FAST;
    }

    private static Readiness late(Lag lag) {
        return new Readiness(LATE, 0, lag);
    }

    private static Lag logNormal(long medianMillis) {
        return new Lag.LogNormal(Duration.ofMillis(medianMillis), SIGMA);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
