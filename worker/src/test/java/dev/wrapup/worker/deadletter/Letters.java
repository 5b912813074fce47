package dev.wrapup.worker.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.event.Closure;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Hop;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Dead letters, made up. */
final class Letters {

    static final Instant NOW = ManualClock.START;

    private Letters() {}

    /** One of {@link Samples#ACME} that died then. */
    static DeadLetter rejected(Place place, Duration afterNow) {
        return of(place, NOW.plus(afterNow), Samples.closure(), Reason.Dead.REJECTED);
    }

    static DeadLetter of(Place place, Instant diedAt, @Nullable Closure closure, Reason.Dead reason) {
        return of(place, diedAt, closure, reason, "{}".getBytes(UTF_8));
    }

    static DeadLetter of(
            Place place, Instant diedAt, @Nullable Closure closure, Reason.Dead reason, byte @Nullable [] value) {
        Trail trail = new Trail("wrapup.closures-3@42", NOW, new Effort(4, 9, 13, 0), true, null, null);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "wrapup.dead-letter",
                place.partition(),
                place.offset(),
                diedAt.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                closure == null ? null : closure.organization().value().getBytes(UTF_8),
                value,
                TrailHeaders.moving(new RecordHeaders(), trail, new Hop(reason, "in words", null)),
                Optional.empty());
        return new DeadLetter(record, closure, null);
    }

    static Closure closure(OrganizationId organization, ConversationId conversation) {
        return new Closure(organization, conversation, NOW, "a.type", "event-1");
    }
}
