package dev.wrapup.worker.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which ledger entries are read whole. Of plain deliveries, which are nearly all, so many of each organization and minute
 * as tell its times well enough; of the rest only key and time are looked at, and they are counted. For one thread.
 */
final class Sample {

    /** As {@code LedgerEntry} writes it. */
    private static final String DELIVERED = "\"outcome\":\"DELIVERED\"";

    private static final String NEVER_REPLAYED = "\"replays\":0,";
    private static final int MOST = 60;
    private static final int MOST_ORGANIZATIONS = 10_000;

    private final Map<String, Taken> taken = new HashMap<>();

    private record Taken(long minute, int count) {}

    /**
     * Whether it need not be read.
     *
     * @param organization as its key has it
     */
    boolean leavesOut(ConsumerRecord<byte[], byte[]> record, String organization) {
        long minute = Math.floorDiv(record.timestamp(), 60_000L);
        Taken before = taken.get(organization);
        int count = before != null && before.minute() == minute ? before.count() : 0;
        if (count >= MOST && isPlainDelivery(record.value())) {
            return true;
        }
        if (before != null || taken.size() < MOST_ORGANIZATIONS) {
            taken.put(organization, new Taken(minute, count + 1));
        }
        return false;
    }

    private static boolean isPlainDelivery(byte[] value) {
        String entry = new String(value, ISO_8859_1);
        return entry.contains(DELIVERED) && entry.contains(NEVER_REPLAYED);
    }
}
