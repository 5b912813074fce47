package dev.wrapup.sandbox.experiment;

import dev.wrapup.sandbox.genesys.Lag;
import dev.wrapup.sandbox.genesys.Readiness;
import java.time.Duration;
import java.util.Locale;

/** How late the late ones of an organization are. */
enum Profile {
    FAST(logNormal(700), logNormal(700)),
    SLOW(logNormal(3_000), logNormal(3_000)),
    BIMODAL(bimodal(), bimodal()),
    CHANGING(logNormal(500), logNormal(5_000));

    private static final double LATE = 0.15;

    private final Lag first;
    private final Lag second;

    Profile(Lag first, Lag second) {
        this.first = first;
        this.second = second;
    }

    private static Lag logNormal(long medianMillis) {
        return new Lag.LogNormal(Duration.ofMillis(medianMillis), 0.6);
    }

    private static Lag bimodal() {
        return new Lag.Bimodal(logNormal(400), logNormal(3_000), 0.5);
    }

    /** Until half-time. */
    Readiness first() {
        return new Readiness(LATE, 0, first);
    }

    /** From half-time on. */
    Readiness second() {
        return new Readiness(LATE, 0, second);
    }

    /** Whether it is one distribution, and stays as it is. */
    boolean isLogNormal() {
        return first instanceof Lag.LogNormal && first.equals(second);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
