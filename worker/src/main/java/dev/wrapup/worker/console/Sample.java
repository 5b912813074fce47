package dev.wrapup.worker.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which ledger entries are read whole. Of plain deliveries, which are nearly all, the first 60 of each organization and
 * minute, then every second one, every fourth, and so on: each counts for those that were left out behind it, so the times
 * of a busy minute are of all of it. Of the rest only key and time are looked at. For one thread.
 */
final class Sample {

    /** As {@code LedgerEntry} writes it. */
    private static final String DELIVERED = "\"outcome\":\"DELIVERED\"";

    private static final String NEVER_REPLAYED = "\"replays\":0,";

    /** Read before every second one is left out, and again before every other of those. */
    private static final int READ = 60;

    private static final int MOST_ORGANIZATIONS = 10_000;

    private final Map<String, Come> come = new HashMap<>();

    /** What has come of an organization in a minute. */
    private static final class Come {
        private long minute;
        private int count;
    }

    /**
     * As how many it counts, as far as times go; 0 where it need not be read.
     *
     * @param organization as its key has it
     */
    int countsAs(ConsumerRecord<byte[], byte[]> record, String organization) {
        int before = before(organization, Math.floorDiv(record.timestamp(), 60_000L));
        int step = Integer.highestOneBit(before / READ + 1);
        if (step == 1 || !isPlainDelivery(record.value())) {
            return 1;
        }
        return before % step == 0 ? step : 0;
    }

    /** So many have come of it in this minute before. */
    private int before(String organization, long minute) {
        Come known = come.get(organization);
        if (known == null) {
            known = new Come();
            if (come.size() < MOST_ORGANIZATIONS) {
                come.put(organization, known);
            }
        }
        if (known.minute != minute) {
            known.minute = minute;
            known.count = 0;
        }
        return known.count++;
    }

    private static boolean isPlainDelivery(byte[] value) {
        String entry = new String(value, ISO_8859_1);
        return entry.contains(DELIVERED) && entry.contains(NEVER_REPLAYED);
    }
}
