package dev.wrapup.worker.kafka;

import dev.wrapup.config.Config;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka clients as Wrapup sets them up: its own defaults, over them what the configuration passes through, over
 * that what the guarantees rest on.
 */
public final class KafkaClients {

    /**
     * About the group's session timeout. A worker that is killed inside a transaction leaves it open for that long, and
     * the next owner cannot read the offsets before it ends.
     */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(15);

    /**
     * The loop must not be held up for longer by one call: a new producer, the last commits, the offsets, a commit and its
     * abort together stay below what counts as a stuck loop.
     */
    private static final Duration LONGEST_BLOCK = Duration.ofSeconds(6);

    /** An API destination waits 5 s for its answer; a write that takes longer would become a duplicate. */
    private static final Duration FRONT_DOOR_TIMEOUT = Duration.ofSeconds(4);

    /** What has been fetched is still compressed; a record of a megabyte or more may be a kilobyte until it is polled. */
    private static final int MAX_POLL_RECORDS = 16;

    /** Measured on a ledger of a million entries: larger fetches are no faster, and memory holds several of them. */
    private static final int SEARCHED_PARTITION_BYTES = 1024 * 1024;

    private static final int SEARCHED_FETCH_BYTES = 8 * 1024 * 1024;

    /** Ledger entries are half a kilobyte; those that are not must fit the memory as well. */
    private static final int FOLLOWED_POLL_RECORDS = 64;

    /** Of each its key and headers are left, which may be large. */
    private static final int COUNTED_POLL_RECORDS = 250;

    /** Of most of them nothing is left but their offsets. */
    private static final int SEARCHED_POLL_RECORDS = 4_000;

    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(15);

    /** Of one worker's state: some 300 bytes for each of its organizations. */
    static final int STATE_MAX_BYTES = 4 * 1024 * 1024;

    private static final Duration STATE_TIMEOUT = Duration.ofSeconds(10);

    private final Config config;

    /** Clients of the configured cluster. */
    public KafkaClients(Config config) {
        this.config = config;
    }

    /** For topics and checks: a person waits for what they say. */
    public Admin admin() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ADMIN_TIMEOUT.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ADMIN_TIMEOUT.toMillis() / 2);
        properties.putAll(config.kafka());
        return Admin.create(properties);
    }

    /** The worker's consumer, in the group of all workers. */
    public Consumer<byte[], byte[]> consumer(String instance) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, groupId(config));
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, instance);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 512 * 1024);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LONGEST_BLOCK.toMillis());
        properties.putAll(config.kafka());
        if ("classic".equalsIgnoreCase((String) properties.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
            properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        } else {
            properties.put(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, "range");
        }
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A consumer of no group, for whoever reads what stands in a partition that it assigns itself. */
    public Consumer<byte[], byte[]> reader() {
        Map<String, Object> properties = outsideOfGroups();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The same for whoever follows what is small as a rule, and would poll all the time. */
    public Consumer<byte[], byte[]> follower() {
        Map<String, Object> properties = outsideOfGroups();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, FOLLOWED_POLL_RECORDS);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The same for whoever looks through very many records and keeps few: many at a time, and of each no more is held than
     * what {@code values} makes of it. Keys are left out.
     */
    <V> Consumer<Void, V> searcher(Deserializer<V> values) {
        Map<String, Object> properties = outsideOfGroups();
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, SEARCHED_PARTITION_BYTES);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, SEARCHED_FETCH_BYTES);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, SEARCHED_POLL_RECORDS);
        return new KafkaConsumer<>(properties, new LeftOut(), values);
    }

    /** The same for whoever counts records: an empty value stands for each. */
    Consumer<byte[], byte[]> counter() {
        Map<String, Object> properties = outsideOfGroups();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, COUNTED_POLL_RECORDS);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new Emptied());
    }

    private Map<String, Object> outsideOfGroups() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ADMIN_TIMEOUT.toMillis());
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ADMIN_TIMEOUT.toMillis() / 2);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 512 * 1024);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20); // what comes later is not waited for
        properties.putAll(config.kafka());
        properties.keySet().removeIf(key -> key.startsWith("group."));
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return properties;
    }

    /** Makes an empty value of any. */
    private static final class Emptied implements Deserializer<byte[]> {

        private static final byte[] EMPTY = {};

        @Override
        public byte[] deserialize(String topic, byte[] bytes) {
            return EMPTY;
        }

        @Override
        public byte[] deserialize(String topic, Headers headers, ByteBuffer bytes) {
            return EMPTY;
        }
    }

    /** Makes nothing of any bytes. */
    private static final class LeftOut implements Deserializer<Void> {

        @Override
        public @Nullable Void deserialize(String topic, byte[] bytes) {
            return null;
        }

        @Override
        public @Nullable Void deserialize(String topic, Headers headers, ByteBuffer bytes) {
            return null;
        }
    }

    /** The group that all workers of one installation are in. */
    public static String groupId(Config config) {
        return config.kafka()
                .getOrDefault(ConsumerConfig.GROUP_ID_CONFIG, config.topics().prefix() + "-worker");
    }

    /** The worker's producer: transactional, with an id that the instance keeps over restarts. */
    public Producer<byte[], byte[]> transactionalProducer(String instance) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, instance);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK.toMillis());
        properties.putAll(config.kafka());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, instance);
        return producer(properties);
    }

    /** The front door's producer: it gives up before the sender does. */
    public Producer<byte[], byte[]> frontDoorProducer() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) FRONT_DOOR_TIMEOUT.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) FRONT_DOOR_TIMEOUT.toMillis() / 2);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, FRONT_DOOR_TIMEOUT.toMillis() / 2);
        properties.putAll(config.kafka());
        properties.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, (int) Contact.ASKED_EVERY.toMillis());
        return producer(properties);
    }

    /** The producer of a worker's live state: outside of every transaction, and content with what gets through. */
    public Producer<byte[], byte[]> stateProducer(String instance) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, instance + "-state");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip"); // to a tenth, and by Java's own means
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * STATE_MAX_BYTES);
        properties.putAll(config.kafka());
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) STATE_TIMEOUT.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) STATE_TIMEOUT.toMillis() / 2);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, STATE_TIMEOUT.toMillis() / 2);
        properties.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, (int) Contact.ASKED_EVERY.toMillis());
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, STATE_MAX_BYTES);
        properties.put(ProducerConfig.ACKS_CONFIG, "1"); // the next one comes soon, and none is worth a wait
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false); // whose failure would be final
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Producer<byte[], byte[]> producer(Map<String, Object> properties) {
        properties.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordSizes.of(config).dead());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
