package dev.wrapup.sandbox.genesys;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * A numbered series of random generators from one seed. The n-th is the same in every run, however many threads
 * draw, which a shared generator could not promise. Thread-safe.
 */
final class Seeds {

    /** The golden ratio's bits, as {@link SplittableRandom} spaces its own seeds. */
    private static final long SPACING = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final AtomicLong drawn = new AtomicLong();

    /** A series of its own for every purpose, so that drawing for one does not shift another. */
    Seeds(long seed, String purpose) {
        this.seed = new SplittableRandom(seed ^ (SPACING * purpose.hashCode())).nextLong();
    }

    RandomGenerator next() {
        return new SplittableRandom(seed + SPACING * drawn.getAndIncrement());
    }

    /** A random (version 4) UUID. */
    static UUID uuid(RandomGenerator random) {
        long high = (random.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
