package dev.wrapup.worker.genesys;

import java.util.Arrays;

/** How many there were in the last minute, to the second. Pure; for one thread at a time. */
final class MinuteCount {

    private static final int SECONDS = 60;

    private final long startNanos;
    private final int[] bySecond = new int[SECONDS];
    private long second;

    /** None so far. */
    MinuteCount(long nanos) {
        this.startNanos = nanos;
    }

    void add(long nanos) {
        pass(nanos);
        bySecond[(int) (second % SECONDS)]++;
    }

    int count(long nanos) {
        pass(nanos);
        return Arrays.stream(bySecond).sum();
    }

    private void pass(long nanos) {
        long now = Math.max(second, (nanos - startNanos) / 1_000_000_000L);
        for (long old = Math.max(second, now - SECONDS) + 1; old <= now; old++) {
            bySecond[(int) (old % SECONDS)] = 0;
        }
        second = now;
    }
}
