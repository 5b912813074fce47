package dev.wrapup.worker.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.event.Closure;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Trail;
import dev.wrapup.topic.TrailHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that needs a person.
 *
 * @param record as it stands on the dead-letter topic; its value is null where it was too large to be moved there
 * @param closure what its bytes say; null where they are no closure
 * @param resolution what a person decided of it; null while nobody has
 */
public record DeadLetter(
        ConsumerRecord<byte[], byte[]> record,
        @Nullable Closure closure,
        @Nullable Resolved resolution) {

    /** Of a record whose headers give no reason: only a foreign producer writes such ones. */
    private static final String NO_REASON = "UNKNOWN";

    /** The same, of which a person decided this; null while nobody has. */
    DeadLetter resolved(@Nullable Resolved resolution) {
        return new DeadLetter(record, closure, resolution);
    }

    /** Where it stands. */
    public Place place() {
        return new Place(record.partition(), record.offset());
    }

    /** When it became one. */
    public Instant diedAt() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** The reason code; {@code UNKNOWN} where it has none. */
    public String reason() {
        return TrailHeaders.reason(record).orElse(NO_REASON);
    }

    /** The last error, in words. */
    public Optional<String> detail() {
        return TrailHeaders.detail(record);
    }

    /** What its hops knew. */
    public Trail trail() {
        return TrailHeaders.read(record);
    }

    /** Its organization by its bytes, else by its key; empty where neither tells. */
    public Optional<OrganizationId> organization() {
        if (closure != null) {
            return Optional.of(closure.organization());
        }
        return Optional.ofNullable(record.key()).flatMap(key -> OrganizationId.parse(new String(key, UTF_8)));
    }

    /** Its conversation; empty where its bytes are no closure. */
    public Optional<ConversationId> conversation() {
        return Optional.ofNullable(closure).map(Closure::conversation);
    }
}
