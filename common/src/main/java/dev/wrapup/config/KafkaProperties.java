package dev.wrapup.config;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which Kafka client properties Wrapup sets itself, and why nobody else may: its guarantees rest on them. And how low
 * those of the classic protocol may be that say when a worker's partitions become another's.
 */
final class KafkaProperties {

    private static final String SETTLED = "offsets are committed in the settle transaction only";
    private static final String COMMITTED = "only committed records may be read";
    private static final String NOTHING_SKIPPED =
            "a group without offsets starts at the oldest record, so that none is lost";
    private static final String BYTES = "keys and values are bytes, handed on as they came";
    private static final String IDENTITY = "each worker instance has its own";
    private static final String REPLICATED = "a record counts only when every in-sync replica has it, once";
    private static final String ONE_OWNER = "partitions are assigned by range, so that an organization has one owner";

    private static final String MEMORY = "records that were compressed are unpacked only a few at a time";
    private static final String SIZES = "it follows from ingest.maxBodyBytes, so that no hop fails for its size";

    private static final Map<String, String> OWNED = Map.ofEntries(
            Map.entry("enable.auto.commit", SETTLED),
            Map.entry("isolation.level", COMMITTED),
            Map.entry("auto.offset.reset", NOTHING_SKIPPED),
            Map.entry("key.serializer", BYTES),
            Map.entry("value.serializer", BYTES),
            Map.entry("key.deserializer", BYTES),
            Map.entry("value.deserializer", BYTES),
            Map.entry("transactional.id", IDENTITY),
            Map.entry("enable.idempotence", REPLICATED),
            Map.entry("acks", REPLICATED),
            Map.entry("partition.assignment.strategy", ONE_OWNER),
            Map.entry("group.remote.assignor", ONE_OWNER),
            Map.entry("group.instance.id", IDENTITY),
            Map.entry("max.poll.records", MEMORY),
            Map.entry("max.request.size", SIZES));

    static final String SESSION_TIMEOUT = "session.timeout.ms";
    static final String HEARTBEAT_INTERVAL = "heartbeat.interval.ms";

    private static final int DEFAULT_SESSION_TIMEOUT_MS = 45_000; // Kafka's
    private static final int DEFAULT_HEARTBEAT_INTERVAL_MS = 3_000; // Kafka's

    /** How long a worker that is cut off from Kafka may send: its lease, and a second for clocks and queues. */
    private static final int LEASE_AND_SLACK_MS = 5_000;

    private KafkaProperties() {}

    /** Session timeouts that outlast what a worker may still send after its last heartbeat; null for Kafka's interval. */
    static Kind<Integer> sessionTimeouts(@Nullable Integer heartbeatIntervalMs) {
        int interval = heartbeatIntervalMs == null ? DEFAULT_HEARTBEAT_INTERVAL_MS : heartbeatIntervalMs;
        Kind<Integer> longEnough = Kind.wholeNumber(LEASE_AND_SLACK_MS + interval, Integer.MAX_VALUE);
        return longEnough.refusedWith("must be " + longEnough.words() + ", " + LEASE_AND_SLACK_MS + " and "
                + HEARTBEAT_INTERVAL + " together, but is %s; a worker that is cut off sends nothing after that");
    }

    /** Intervals that Kafka's session timeout outlasts in the same way. */
    static Kind<Integer> heartbeatIntervals() {
        return Kind.wholeNumber(1, DEFAULT_SESSION_TIMEOUT_MS - LEASE_AND_SLACK_MS);
    }

    /** Why a property may not be set; empty when it may. */
    static Optional<String> reasonAgainst(String property) {
        return Optional.ofNullable(OWNED.get(property));
    }
}
