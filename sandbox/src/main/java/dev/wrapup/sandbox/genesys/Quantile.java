package dev.wrapup.sandbox.genesys;

import java.time.Duration;
import java.util.List;

/** The time within which a share of them lies. Pure. */
public final class Quantile {

    private Quantile() {}

    /**
     * One of them, or zero where there are none.
     *
     * @param share 0 to 1, for example 0.99
     * @param ascending the times
     */
    public static Duration of(double share, List<Duration> ascending) {
        Checks.share("share", share);
        if (ascending.isEmpty()) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(share * ascending.size());
        return ascending.get(Math.max(rank, 1) - 1);
    }
}
