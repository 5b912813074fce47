package dev.wrapup.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The codec of the {@code wrapup-} headers and of {@code traceparent}, the only code that knows them. Headers are replaced, never appended, so
 * a record does not grow with its retries; headers of others pass through. Anyone can write to a topic, so a
 * value that cannot be read counts as absent and stops nothing.
 */
public final class TrailHeaders {

    private static final String OURS = "wrapup-";
    private static final String PASS = "wrapup-pass";
    private static final String POLLS = "wrapup-polls";
    private static final String API_CALLS = "wrapup-api-calls";
    private static final String REPLAYS = "wrapup-replays";
    private static final String REPLAYED = "wrapup-replayed";
    private static final String FIRST_SEEN = "wrapup-first-seen";
    private static final String FOUND = "wrapup-conversation-found";
    private static final String LAST_NOT_READY = "wrapup-last-not-ready";
    private static final String ORIGIN = "wrapup-origin";
    private static final String CORRELATION_ID = "wrapup-correlation-id";
    private static final String DUE = "wrapup-due";
    private static final String REASON = "wrapup-reason";
    private static final String DETAIL = "wrapup-detail";
    private static final String TRACEPARENT = "traceparent"; // the W3C's name, not ours

    /** As {@link #read} writes it: anything else would be anybody's text, in the ledger. */
    private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9._-]{1,249}-[0-9]{1,10}@[0-9]{1,19}");

    private static final int MAX_TEXT = Detail.MAX_LENGTH;

    /** At most, of UTF-8; a character of four bytes counts as two. */
    private static final int BYTES_OF_CHARACTER = 3;

    private static final long MAX_COUNT = 1_000_000;
    private static final long MAX_EPOCH_MILLIS = 253_402_300_799_999L; // the end of the year 9999

    private TrailHeaders() {}

    /**
     * The headers of a record that enters at the front door.
     *
     * @param traceparent null where nobody traces it
     */
    public static Headers entering(Instant firstSeen, @Nullable Traceparent traceparent) {
        return traced(new RecordHeaders().add(FIRST_SEEN, bytes(firstSeen.toEpochMilli())), traceparent);
    }

    /** The headers of a record's ledger entry: what it says itself is not repeated. */
    public static Headers ofEntry(Trail trail) {
        return traced(new RecordHeaders(), trail.traceparent());
    }

    /** What the record's headers tell; what they do not tell is taken from where and when the record stands. */
    public static Trail read(ConsumerRecord<?, ?> record) {
        Headers headers = record.headers();
        String origin = text(headers, ORIGIN);
        return new Trail(
                origin != null && PLACE.matcher(origin).matches()
                        ? origin
                        : record.topic() + "-" + record.partition() + "@" + record.offset(),
                instant(headers, FIRST_SEEN).orElseGet(() -> Instant.ofEpochMilli(Math.max(0, record.timestamp()))),
                new Effort(
                        count(headers, PASS),
                        count(headers, POLLS),
                        count(headers, API_CALLS),
                        count(headers, REPLAYS)),
                "true".equals(text(headers, FOUND)),
                instant(headers, LAST_NOT_READY).orElse(null),
                text(headers, CORRELATION_ID),
                instant(headers, REPLAYED).orElse(null),
                traceparent(headers));
    }

    /** When the record may leave its delay topic; empty when no header says so. */
    public static Optional<Instant> due(ConsumerRecord<?, ?> record) {
        return instant(record.headers(), DUE);
    }

    /** Why it came where it is; empty when no header says so. */
    public static Optional<String> reason(ConsumerRecord<?, ?> record) {
        return Optional.ofNullable(text(record.headers(), REASON));
    }

    /** The last error, in words; empty when no header says so. */
    public static Optional<String> detail(ConsumerRecord<?, ?> record) {
        return Optional.ofNullable(text(record.headers(), DETAIL));
    }

    /** Whether the front door, or a hop, has taken responsibility for the record: it must have an end in the ledger. */
    public static boolean wasAccepted(ConsumerRecord<?, ?> record) {
        return record.headers().lastHeader(FIRST_SEEN) != null;
    }

    /** The headers for the next hop: those of others as they were, ours anew. */
    public static Headers moving(Headers before, Trail trail, Hop hop) {
        Headers headers = keeping(before, trail).add(REASON, bytes(hop.reason().name()));
        String detail = hop.detail();
        if (detail != null) {
            headers.add(DETAIL, bytes(Detail.of(detail)));
        }
        Instant due = hop.due();
        return due == null ? headers : headers.add(DUE, bytes(due.toEpochMilli()));
    }

    /** The headers of a record that goes to its own organization's partition, no wiser than it was. */
    public static Headers rekeyed(Headers before, Trail trail) {
        return keeping(before, trail);
    }

    /** The headers of a dead letter that a person sends back to the closures. */
    public static Headers replaying(Headers before, Trail trail, Instant now) {
        return keeping(before, trail.replayed(now));
    }

    /** The headers that pass through at every hop: all but ours, which are written anew, as is a place in a trace. */
    public static List<Header> ofOthers(Headers headers) {
        boolean isTraced = traceparent(headers) != null;
        List<Header> others = new ArrayList<>();
        for (Header header : headers) {
            boolean isAnew = isOurs(header) || (isTraced && header.key().equals(TRACEPARENT));
            if (!isAnew) {
                others.add(header);
            }
        }
        return others;
    }

    /** Whether a header is one of ours. */
    private static boolean isOurs(Header header) {
        return header.key().startsWith(OURS);
    }

    private static Headers keeping(Headers before, Trail trail) {
        Headers headers = new RecordHeaders(ofOthers(before));
        Effort effort = trail.effort();
        headers.add(ORIGIN, bytes(trail.origin()))
                .add(FIRST_SEEN, bytes(trail.firstSeen().toEpochMilli()))
                .add(PASS, bytes(effort.passes()))
                .add(POLLS, bytes(effort.polls()))
                .add(API_CALLS, bytes(effort.apiCalls()))
                .add(REPLAYS, bytes(effort.replays()))
                .add(FOUND, bytes(String.valueOf(trail.conversationFound())));
        Instant lastNotReadyAt = trail.lastNotReadyAt();
        if (lastNotReadyAt != null) {
            headers.add(LAST_NOT_READY, bytes(lastNotReadyAt.toEpochMilli()));
        }
        Instant replayedAt = trail.replayedAt();
        if (replayedAt != null) {
            headers.add(REPLAYED, bytes(replayedAt.toEpochMilli()));
        }
        String correlationId = trail.correlationId();
        if (correlationId != null) {
            headers.add(CORRELATION_ID, bytes(correlationId));
        }
        return traced(headers, trail.traceparent());
    }

    /** Where the trail knows of no span, a header of that name is somebody else's, and stays. */
    private static Headers traced(Headers headers, @Nullable Traceparent traceparent) {
        return traceparent == null ? headers : headers.remove(TRACEPARENT).add(TRACEPARENT, bytes(traceparent.value()));
    }

    private static @Nullable Traceparent traceparent(Headers headers) {
        return Traceparent.parse(text(headers, TRACEPARENT)).orElse(null);
    }

    private static int count(Headers headers, String key) {
        return (int) number(headers, key, MAX_COUNT).orElse(0L).longValue();
    }

    private static Optional<Instant> instant(Headers headers, String key) {
        return number(headers, key, MAX_EPOCH_MILLIS).map(Instant::ofEpochMilli);
    }

    private static Optional<Long> number(Headers headers, String key, long max) {
        String text = text(headers, key);
        if (text == null || !text.matches("[0-9]{1,15}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        return number <= max ? Optional.of(number) : Optional.empty();
    }

    /** Printable text of bounded length; anything else could break a log line or a page. */
    private static @Nullable String text(Headers headers, String key) {
        Header header = headers.lastHeader(key);
        if (header == null || header.value() == null || header.value().length > BYTES_OF_CHARACTER * MAX_TEXT) {
            return null;
        }
        String text = new String(header.value(), UTF_8);
        return text.length() <= MAX_TEXT && Detail.isPrintable(text) ? text : null;
    }

    private static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
