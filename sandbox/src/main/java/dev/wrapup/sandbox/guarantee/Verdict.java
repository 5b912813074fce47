package dev.wrapup.sandbox.guarantee;

import java.util.List;

/**
 * What one judge found.
 *
 * @param examined how many things it looked at
 * @param breaches none when the guarantee was kept
 */
public record Verdict(String guarantee, long examined, List<Breach> breaches) {

    /** Keeps a copy of the breaches. */
    public Verdict {
        breaches = List.copyOf(breaches);
    }

    /** Whether the guarantee was kept. */
    public boolean isKept() {
        return breaches.isEmpty();
    }
}
