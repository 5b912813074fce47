package dev.wrapup.topic;

import java.time.Duration;

/**
 * How long a record waits in one delay topic. Its text is part of that topic's name.
 *
 * @param duration at least 1 ms, in whole milliseconds: two delays never share a topic
 */
public record Delay(Duration duration) implements Comparable<Delay> {

    /** Checks that the duration is at least 1 ms and nothing but milliseconds. */
    public Delay {
        if (duration.toMillis() < 1 || duration.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException("a delay must be a whole number of milliseconds and at least 1ms");
        }
    }

    @Override
    public int compareTo(Delay other) {
        return duration.compareTo(other.duration);
    }

    /** The shortest exact spelling in one unit: {@code 250ms}, {@code 10s}, {@code 5m}, {@code 1h}. */
    @Override
    public String toString() {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        return minutes % 60 != 0 ? minutes + "m" : minutes / 60 + "h";
    }
}
