package dev.wrapup.sandbox.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of any topic. Its value is not kept, so that the records of 100,000 closures fit a small memory.
 *
 * @param writtenAt the record's timestamp, in whole milliseconds
 * @param key as text; null where it has none
 * @param digest of the value; null where it has none
 * @param content what the value says
 * @param headers as text; of a header that occurs twice the last one, and none that has no value
 * @param repeatedHeaders those that occur more than once
 * @param headerBytes of all names and values
 */
public record Hop(
        String topic,
        int partition,
        long offset,
        Instant writtenAt,
        @Nullable String key,
        @Nullable String digest,
        Content content,
        Map<String, String> headers,
        Set<String> repeatedHeaders,
        int headerBytes) {

    private static final Pattern PLACE = Pattern.compile(".+-[0-9]+@[0-9]+");

    /** Whether a name of a topic is one of these; whatever prefix it has. */
    enum Kind {
        CLOSURES,
        DELAY,
        DEAD_LETTER,
        LEDGER
    }

    /** Makes the collections unmodifiable, and small. */
    public Hop {
        headers = Map.copyOf(headers);
        repeatedHeaders = Set.copyOf(repeatedHeaders);
    }

    /** What is kept of a record. */
    public static Hop of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        Set<String> seen = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        int bytes = 0;
        for (Header header : record.headers()) {
            byte[] value = header.value() == null ? new byte[0] : header.value();
            bytes += header.key().length() + value.length;
            if (!seen.add(header.key())) {
                repeated.add(header.key());
            }
            if (header.value() != null) {
                headers.put(header.key().intern(), new String(value, UTF_8));
            }
        }
        return new Hop(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : new String(record.key(), UTF_8),
                record.value() == null ? null : Digest.of(record.value()),
                content(record),
                headers,
                repeated,
                bytes);
    }

    private static Content content(ConsumerRecord<byte[], byte[]> record) {
        return kindOf(record.topic()) == Kind.LEDGER
                ? Content.ofEntry(record.value(), Place.of(record))
                : Content.ofEvent(record.value());
    }

    Kind kind() {
        return kindOf(topic);
    }

    private static Kind kindOf(String topic) {
        int dot = topic.lastIndexOf('.');
        return switch (topic.substring(dot + 1)) {
            case "closures" -> Kind.CLOSURES;
            case "dead-letter" -> Kind.DEAD_LETTER;
            case "ledger" -> Kind.LEDGER;
            default -> {
                if (!topic.substring(0, Math.max(dot, 0)).endsWith(".delay")) {
                    throw new IllegalArgumentException(topic + " is no topic of Wrapup");
                }
                yield Kind.DELAY;
            }
        };
    }

    /** As {@code topic-partition@offset}. */
    public String place() {
        return new Place(topic, partition, offset).toString();
    }

    /** Where the event first appeared, as its header or its entry says; else here. */
    public String origin() {
        return content instanceof Content.Entry entry
                ? entry.origin()
                : header(ORIGIN).filter(Hop::isPlace).orElseGet(this::place);
    }

    /** Whether a worker wrote it, as its header says: it is not where the event first appeared. */
    boolean hasOrigin() {
        return header(ORIGIN).filter(Hop::isPlace).isPresent();
    }

    private static boolean isPlace(String text) {
        return PLACE.matcher(text).matches();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** When it may leave its delay topic. */
    Optional<Instant> due() {
        return header(DUE)
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(Long::parseLong)
                .map(Instant::ofEpochMilli);
    }

    /** How many passes found it not ready so far. */
    long passes() {
        return header(PASS)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    String reason() {
        return header(REASON).orElse("");
    }

    static final String ORIGIN = "wrapup-origin";
    static final String FIRST_SEEN = "wrapup-first-seen";
    static final String DUE = "wrapup-due";
    static final String PASS = "wrapup-pass";
    static final String REASON = "wrapup-reason";
    static final String DETAIL = "wrapup-detail";
}
