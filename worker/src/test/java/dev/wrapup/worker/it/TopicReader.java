package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads all that is committed on a topic, each time from its beginning. */
final class TopicReader {

    private static final JsonMapper JSON = new JsonMapper();

    private final String bootstrapServers;
    private final String prefix;

    TopicReader(String bootstrapServers, String prefix) {
        this.bootstrapServers = bootstrapServers;
        this.prefix = prefix;
    }

    /** All records, as far as their transactions were committed by the time of the call. */
    List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        forEach(topic, records::add);
        return records;
    }

    /** Hands out all records one by one, for topics that hold more than the memory should. */
    void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            Collection<TopicPartition> partitions = consumer.partitionsFor(prefix + "." + topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(reader);
            }
        }
    }

    /** The ledger's entries. */
    List<JsonNode> ledger() {
        return all("ledger").stream()
                .map(record -> JSON.readTree(record.value()))
                .toList();
    }

    /** The ledger's entries by conversation. */
    Map<String, List<JsonNode>> ledgerByConversation() {
        Map<String, List<JsonNode>> entries = new HashMap<>();
        ledger().forEach(entry -> entries.computeIfAbsent(
                        entry.path("conversationId").asString("-"), id -> new ArrayList<>())
                .add(entry));
        return entries;
    }

    /** A header's text; null where the record has none, and a failure where it has it twice. */
    static String header(ConsumerRecord<?, ?> record, String name) {
        String value = null;
        for (Header header : record.headers().headers(name)) {
            if (value != null) {
                throw new AssertionError(name + " stands twice on " + record);
            }
            value = new String(header.value(), UTF_8);
        }
        return value;
    }
}
