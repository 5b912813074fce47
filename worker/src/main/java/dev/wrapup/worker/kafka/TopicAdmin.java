package dev.wrapup.worker.kafka;

import static java.util.Objects.requireNonNull;

import dev.wrapup.config.Config;
import dev.wrapup.time.Clock;
import dev.wrapup.time.Deadline;
import dev.wrapup.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of one installation: created where they are missing, compared where they exist, never changed. */
public final class TopicAdmin {

    private static final Duration WORK_RETENTION =
            Duration.ofDays(7); // the longest outage, with room; a delay comes on top
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);
    private static final Duration LEDGER_RETENTION = Duration.ofDays(90);

    /** Live state: as long as anybody looks back, and in segments short enough that it is not kept for much longer. */
    private static final Duration STATE_RETENTION = Duration.ofHours(2);

    private static final Duration STATE_SEGMENT = Duration.ofMinutes(10);
    private static final int STATE_SEGMENT_BYTES = 16 * 1024 * 1024;

    /** How long each broker has to hear of a new topic, and how often it is asked. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Admin admin;
    private final Config config;
    private final Topics topics;

    /** The topics of this configuration. */
    public TopicAdmin(Admin admin, Config config) {
        this.admin = admin;
        this.config = config;
        this.topics = config.topicNames();
    }

    /**
     * What was done and found.
     *
     * @param created topics that were missing and now exist
     * @param unchanged topics that are as they should be
     * @param differences one line for each way in which an existing topic is not as it should be
     */
    public record Report(List<String> created, List<String> unchanged, List<String> differences) {}

    /**
     * Creates the missing ones, which take records at once, and compares the others.
     *
     * @throws KafkaUnavailableException when the cluster did not do it
     */
    public Report apply(Clock clock) throws InterruptedException {
        Map<String, TopicDescription> existing = existing();
        List<NewTopic> missing = topics.all().stream()
                .filter(name -> !existing.containsKey(name))
                .map(this::wanted)
                .toList();
        create(missing);
        awaitLeaders(missing, clock);
        Report report = new Report(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        missing.forEach(topic -> report.created().add(topic.name()));
        compare(existing, report);
        return report;
    }

    /**
     * What {@link #apply} would create or find different: a line each; none where all is as it should be. Changes nothing.
     *
     * @throws KafkaUnavailableException when the cluster did not say
     */
    public List<String> differences() {
        Map<String, TopicDescription> existing = existing();
        List<String> differences = new ArrayList<>();
        for (String name : topics.all()) {
            if (!existing.containsKey(name)) {
                differences.add(name + ": does not exist; create it with `wrapup topics`");
            }
        }
        Report report = new Report(new ArrayList<>(), new ArrayList<>(), differences);
        compare(existing, report);
        return report.differences();
    }

    /** Somebody else may create the same topics at the same moment: that is as good. */
    private void create(List<NewTopic> missing) {
        admin.createTopics(missing).values().forEach((name, created) -> {
            try {
                Kafka.await(created, "create the topic " + name);
            } catch (KafkaUnavailableException e) {
                if (!e.isAnswer(TopicExistsException.class)) {
                    throw e;
                }
            }
        });
    }

    /**
     * Until each partition has a leader that knows it is one. A producer that finds none yet may have its later batches
     * taken before its first, and then none of its records until they time out. A broker that has not heard of a topic yet
     * says that there is none, which the client takes for the answer: it is asked again.
     */
    private void awaitLeaders(List<NewTopic> created, Clock clock) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : created) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        Deadline patience = Deadline.in(PATIENCE, clock);
        while (!haveLeaders(ends, patience)) {
            clock.sleep(LOOK);
        }
    }

    private boolean haveLeaders(Map<TopicPartition, OffsetSpec> ends, Deadline patience) {
        try {
            Kafka.await(admin.listOffsets(ends).all(), "elect a leader for each new partition");
            return true;
        } catch (KafkaUnavailableException e) {
            if (!e.isAnswer(UnknownTopicOrPartitionException.class) || patience.isOver()) {
                throw e;
            }
            return false;
        }
    }

    /**
     * The number of partitions that all topics have which hold records, each with room for the largest record.
     *
     * @throws IllegalStateException when one is missing, they differ, or one has no such room, so that a record could
     *     hold up all others: what to do is in the message
     * @throws KafkaUnavailableException when the cluster did not say
     */
    public int partitions() {
        Map<String, TopicDescription> existing = existing();
        Set<String> missing = new TreeSet<>(topics.all());
        missing.removeAll(existing.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "these topics do not exist: " + String.join(", ", missing) + "; create them with `wrapup topics`");
        }
        Set<Integer> counts = existing.values().stream()
                .filter(topic -> !holdsState(topic.name()))
                .map(topic -> topic.partitions().size())
                .collect(Collectors.toCollection(TreeSet::new));
        if (counts.size() > 1) {
            throw new IllegalStateException("the topics must all have the same number of partitions, but have " + counts
                    + "; `wrapup topics` tells which");
        }
        requireRoom(existing);
        return counts.iterator().next();
    }

    private void requireRoom(Map<String, TopicDescription> existing) {
        List<String> tooSmall = settings(existing).entrySet().stream()
                .filter(topic -> !holdsState(topic.getKey()))
                .filter(topic -> Long.parseLong(value(topic.getValue(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                        < maxBytes(topic.getKey()))
                .map(topic -> topic.getKey() + " (" + maxBytes(topic.getKey()) + ")")
                .toList();
        if (!tooSmall.isEmpty()) {
            throw new IllegalStateException(TopicConfig.MAX_MESSAGE_BYTES_CONFIG
                    + " must be raised, or records that do not fit would hold up all others: "
                    + String.join(", ", tooSmall));
        }
    }

    /** Each is asked for by name: a list leaves out what this user may not see, as if it did not exist. */
    private Map<String, TopicDescription> existing() {
        Map<String, TopicDescription> existing = new TreeMap<>();
        admin.describeTopics(topics.all()).topicNameValues().forEach((name, description) -> {
            try {
                existing.put(name, Kafka.await(description, "describe the topic " + name));
            } catch (KafkaUnavailableException e) {
                if (!e.isAnswer(UnknownTopicOrPartitionException.class)) {
                    throw e;
                }
            }
        });
        return existing;
    }

    private void compare(Map<String, TopicDescription> existing, Report report) {
        Map<String, org.apache.kafka.clients.admin.Config> settings = settings(existing);
        existing.forEach((name, topic) -> {
            List<String> differences = differences(topic, requireNonNull(settings.get(name)));
            if (differences.isEmpty()) {
                report.unchanged().add(name);
            }
            report.differences().addAll(differences);
        });
        unconfiguredDelays()
                .forEach(name -> report.differences()
                        .add(name + ": exists, but no delay of the configuration uses it; records in it are not read"));
    }

    private Map<String, org.apache.kafka.clients.admin.Config> settings(Map<String, TopicDescription> existing) {
        Map<String, org.apache.kafka.clients.admin.Config> settings = new TreeMap<>();
        Kafka.await(
                        admin.describeConfigs(existing.keySet().stream()
                                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                                        .toList())
                                .all(),
                        "describe the topics' settings")
                .forEach((topic, config) -> settings.put(topic.name(), config));
        return settings;
    }

    private static String value(org.apache.kafka.clients.admin.Config settings, String key) {
        return Optional.ofNullable(settings.get(key))
                .map(entry -> entry.value())
                .orElse("unset");
    }

    private List<String> unconfiguredDelays() {
        return Kafka.await(admin.listTopics().names(), "list topics").stream()
                .filter(name ->
                        name.startsWith(topics.delayPrefix()) && !topics.all().contains(name))
                .sorted()
                .toList();
    }

    private List<String> differences(TopicDescription topic, org.apache.kafka.clients.admin.Config settings) {
        NewTopic wanted = wanted(topic.name());
        List<String> differences = new ArrayList<>();
        compare(
                topic.name() + ": partitions",
                wanted.numPartitions(),
                topic.partitions().size(),
                differences);
        compare(
                topic.name() + ": replication factor",
                (int) wanted.replicationFactor(),
                topic.partitions().getFirst().replicas().size(),
                differences);
        wanted.configs().forEach((key, value) -> {
            compare(topic.name() + ": " + key, value, value(settings, key), differences);
        });
        return differences;
    }

    private static void compare(String what, Object wanted, Object actual, List<String> differences) {
        if (!wanted.equals(actual)) {
            differences.add(what + " should be " + wanted + ", but is " + actual);
        }
    }

    private NewTopic wanted(String name) {
        short replicas = config.topics().replicationFactor();
        int partitions = holdsState(name) ? 1 : config.topics().partitions();
        return new NewTopic(name, partitions, replicas).configs(settings(name, replicas));
    }

    private Map<String, String> settings(String name, short replicas) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(
                TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention(name).toMillis()));
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(maxBytes(name)));
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicas >= 3 ? "2" : "1");
        if (holdsState(name)) {
            settings.put(TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(STATE_SEGMENT.toMillis()));
            settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(STATE_SEGMENT_BYTES));
        }
        return settings;
    }

    /** The topic that no record passes through, and that so is like no other. */
    private boolean holdsState(String name) {
        return name.equals(topics.workers());
    }

    private int maxBytes(String name) {
        if (holdsState(name)) {
            return KafkaClients.STATE_MAX_BYTES;
        }
        RecordSizes sizes = RecordSizes.of(config);
        return name.equals(topics.deadLetter()) ? sizes.dead() : sizes.topic();
    }

    private Duration retention(String name) {
        if (name.equals(topics.ledger())) {
            return LEDGER_RETENTION;
        }
        if (holdsState(name)) {
            return STATE_RETENTION;
        }
        if (name.equals(topics.deadLetter())) {
            return DEAD_LETTER_RETENTION;
        }
        return topics.delayOf(name)
                .map(delay -> WORK_RETENTION.plus(delay.duration()))
                .orElse(WORK_RETENTION);
    }
}
