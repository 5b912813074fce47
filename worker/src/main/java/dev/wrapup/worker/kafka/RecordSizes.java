package dev.wrapup.worker.kafka;

import dev.wrapup.config.Config;
import dev.wrapup.topic.TrailHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The largest records, in bytes. A record that may be worked on fits every topic that it can hop to, whatever headers
 * its hops add; one that is larger still fits the dead letters, unless only compression had made it small enough.
 *
 * @param workable as {@link #of(ConsumerRecord)} counts it; the front door's are far smaller
 * @param topic that the closures, delay and ledger topics take
 * @param dead that the dead-letter topic takes
 */
public record RecordSizes(int workable, int topic, int dead) {

    /** More than our headers and Kafka's framing can come to. */
    private static final int ROOM = 64 * 1024;

    private static final int HEADER_FRAMING = 10; // two lengths, at most five bytes each

    /** Closures are a kilobyte or two. */
    private static final int PLACE = 16 * 1024;

    /** The sizes that follow from the largest event that the front door takes. */
    public static RecordSizes of(Config config) {
        int event = config.ingest().maxBodyBytes();
        return new RecordSizes(event + ROOM, event + 2 * ROOM, event + 3 * ROOM);
    }

    /** The size of a record: its key, its value, and the headers of others. It is the same at every hop. */
    public static long of(ConsumerRecord<byte[], byte[]> record) {
        long size = length(record.key()) + length(record.value());
        for (Header header : TrailHeaders.ofOthers(record.headers())) {
            size += HEADER_FRAMING + 3L * header.key().length() + length(header.value());
        }
        return size;
    }

    /**
     * How many places a record takes in a worker: one, and one more for each 16 KiB, so that as many as may be in flight
     * fit the memory whatever their size.
     */
    public static int places(ConsumerRecord<byte[], byte[]> record) {
        return (int) (1 + inMemory(record) / PLACE);
    }

    /** All bytes of a record: its key, its value, and every header. */
    public static long inMemory(ConsumerRecord<byte[], byte[]> record) {
        long size = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** Whether it may be worked on. */
    public boolean isWorkable(ConsumerRecord<byte[], byte[]> record) {
        return of(record) <= workable;
    }

    /** Whether it fits the dead letters, with what a hop adds. */
    public boolean fitsDeadLetters(ConsumerRecord<byte[], byte[]> record) {
        return of(record) <= dead - ROOM;
    }
}
