package dev.wrapup.config;

import java.util.Map;
import java.util.Optional;

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
            Map.entry("max.request.size", SIZES));

    static final String SESSION_TIMEOUT = "session.timeout.ms";
    static final String HEARTBEAT_INTERVAL = "heartbeat.interval.ms";

    /** Kafka's. */
    static final int DEFAULT_HEARTBEAT_INTERVAL_MS = 3_000;

    /** The session begins anew with each heartbeat, and Kafka's default for it is 45 s. */
    static final Kind<Integer> HEARTBEAT_INTERVALS = Kind.wholeNumber(1, 40_000);

    /** For so long a worker that is cut off from Kafka may send: the worker's lease, and a second for clocks and queues. */
    private static final int LEASE_MS = 5_000;

    private KafkaProperties() {}

    /** The session must outlast what a worker may still send after its last heartbeat. */
    static Kind<Integer> sessionTimeouts(int heartbeatIntervalMs) {
        Kind<Integer> longEnough = Kind.wholeNumber(LEASE_MS + heartbeatIntervalMs, Integer.MAX_VALUE);
        return longEnough.refusedWith(
                "must be " + longEnough.words() + " (" + LEASE_MS + " and " + HEARTBEAT_INTERVAL
                        + " together), so that a worker that is cut off sends nothing once its partitions are another's; but is %s");
    }

    /** Why a property may not be set; empty when it may. */
    static Optional<String> reasonAgainst(String property) {
        return Optional.ofNullable(OWNED.get(property));
    }
}
