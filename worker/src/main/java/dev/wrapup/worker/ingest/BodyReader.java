package dev.wrapup.worker.ingest;

import dev.wrapup.time.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/** Reads a body of bounded size in bounded time, whatever the request says of its length. Thread-safe. */
final class BodyReader {

    private static final int CHUNK = 16 * 1024;

    private final int maxBytes;
    private final Duration maxTime;
    private final Clock clock;

    BodyReader(int maxBytes, Duration maxTime, Clock clock) {
        this.maxBytes = maxBytes;
        this.maxTime = maxTime;
        this.clock = clock;
    }

    /**
     * The whole body.
     *
     * @throws RefusedException with 413 when it is too large, with 408 when it comes too slowly
     * @throws IOException when it broke off
     */
    byte[] read(InputStream body) throws IOException, RefusedException {
        long started = clock.nanoTime();
        byte[] bytes = new byte[Math.min(CHUNK, maxBytes + 1)];
        int length = 0;
        while (true) {
            int count = body.read(bytes, length, bytes.length - length);
            if (count < 0) {
                return Arrays.copyOf(bytes, length);
            }
            length += count;
            if (length > maxBytes) {
                throw new RefusedException(413, "the body is larger than " + maxBytes + " bytes");
            }
            if (clock.nanoTime() - started > maxTime.toNanos()) {
                throw new RefusedException(408, "the body took longer than " + maxTime.toSeconds() + " s");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, maxBytes + 1));
            }
        }
    }
}
