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
    private static final double SIGMA = 0.6;

    /** Until half-time. */
    Readiness first() {
        return late(
                switch (this) {
                    case FAST -> logNormal(700);
                    case SLOW -> logNormal(3_000);
                    case BIMODAL -> new Lag.Bimodal(logNormal(400), logNormal(3_000), 0.5);
                    case CHANGING -> logNormal(500);
                });
    }

    /** From half-time on. */
    Readiness second() {
        return this == CHANGING ? late(logNormal(5_000)) : first();
    }

    /** Whether it is one log-normal distribution, and stays as it is. */
    boolean isLogNormal() {
        return this == FAST || this == SLOW;
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
