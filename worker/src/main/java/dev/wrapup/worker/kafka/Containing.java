package dev.wrapup.worker.kafka;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a copy of a value that contains some bytes, and nothing of any other: Boyer, Moore and Horspool's search, which
 * looks at few of the bytes, and is as fast in code that was compiled in a hurry.
 */
final class Containing implements Deserializer<byte[]> {

    /** Whatever is larger is no ledger entry, and many of them would not fit the memory. */
    private static final int LARGEST = 16 * 1024;

    private final byte[] part;
    private final int[] shift = new int[256];

    Containing(byte[] part) {
        this.part = part.clone();
        Arrays.fill(shift, part.length);
        for (int i = 0; i < part.length - 1; i++) {
            shift[part[i] & 0xff] = part.length - 1 - i;
        }
    }

    @Override
    public byte @Nullable [] deserialize(String topic, byte @Nullable [] bytes) {
        return bytes == null ? null : search(bytes, 0, bytes.length);
    }

    @Override
    public byte @Nullable [] deserialize(String topic, Headers headers, @Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.hasArray()) {
            int from = bytes.arrayOffset() + bytes.position();
            return search(bytes.array(), from, from + bytes.remaining());
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return search(copy, 0, copy.length);
    }

    private byte @Nullable [] search(byte[] in, int from, int to) {
        if (to - from > LARGEST) {
            return null;
        }
        int last = part.length - 1;
        for (int at = from; at + last < to; at += shift[in[at + last] & 0xff]) {
            if (in[at + last] == part[last] && Arrays.equals(in, at, at + last, part, 0, last)) {
                return Arrays.copyOfRange(in, from, to);
            }
        }
        return null;
    }
}
