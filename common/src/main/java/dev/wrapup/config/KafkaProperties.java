package dev.wrapup.config;

import java.util.Map;
import java.util.Optional;

/** Which Kafka client properties Wrapup sets itself, and why nobody else may: its guarantees rest on them. */
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

    private KafkaProperties() {}

    /** Why a property may not be set; empty when it may. */
    static Optional<String> reasonAgainst(String property) {
        return Optional.ofNullable(OWNED.get(property));
    }
}
