package dev.wrapup.time;

import java.time.Duration;
import java.time.Instant;

/** The machine's clock. For main classes only; the architecture test holds that. */
public final class SystemClock implements Clock {

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }
}
