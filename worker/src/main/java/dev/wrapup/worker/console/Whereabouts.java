package dev.wrapup.worker.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.Deadline;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.kafka.GroupOffsets;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.PartitionReader;
import dev.wrapup.worker.work.Committed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks where records of a conversation stand that no worker has finished, and tells what it could not see. For one thread. */
final class Whereabouts {

    /** Anybody may write any number of them. */
    private static final int MOST = 20;

    /** Of one partition: some seconds' reading. A longer backlog is told as not searched to its end. */
    private static final int MOST_RECORDS = 100_000;

    private final Config config;
    private final KafkaClients kafka;
    private final String conversation;
    private final Deadline deadline;
    private final List<Waiting> found = new ArrayList<>();
    private final Unseen unseen;

    Whereabouts(Config config, KafkaClients kafka, ConversationId conversation, Deadline deadline, Unseen unseen) {
        this.config = config;
        this.kafka = kafka;
        this.conversation = conversation.value();
        this.deadline = deadline;
        this.unseen = unseen;
    }

    /**
     * A record that waits.
     *
     * @param place as {@code topic-partition@offset}
     * @param organizationId whose, by its key; null where it has none
     * @param organization its configured name; null where it has none
     * @param due when it may leave; null where it does not wait for a time
     * @param reason why it came there; null for a closure that no worker has had
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Waiting(
            String place,
            @Nullable String organizationId,
            @Nullable String organization,
            Instant firstSeenAt,
            @Nullable Instant due,
            @Nullable String reason) {}

    /** Looks, through all partitions: whose conversation it is need not be known. */
    void look() {
        unseen.attempt("what waits", () -> {
            Map<TopicPartition, OffsetAndMetadata> commits = commits();
            try (PartitionReader reader = new PartitionReader(kafka, deadline)) {
                for (String topic : config.topicNames().consumed()) {
                    unseen.attemptPart("all that waits in " + topic, () -> look(reader, topic, commits));
                }
            }
        });
    }

    /** Without them nobody can tell what waits. */
    private Map<TopicPartition, OffsetAndMetadata> commits() {
        try (Admin admin = kafka.admin()) {
            return GroupOffsets.of(admin, config);
        }
    }

    private void look(PartitionReader reader, String topic, Map<TopicPartition, OffsetAndMetadata> commits) {
        int partitions = reader.partitions(topic);
        for (int partition = 0; partition < partitions; partition++) {
            TopicPartition place = new TopicPartition(topic, partition);
            look(reader, place, Optional.ofNullable(commits.get(place)).map(Committed::decode));
        }
    }

    private void look(PartitionReader reader, TopicPartition place, Optional<Committed> commit) {
        int[] records = {0};
        reader.fromWhile(place, commit.map(Committed::offset).orElse(0L), record -> {
            boolean isFinished =
                    commit.filter(it -> it.isFinished(record.offset())).isPresent();
            if (!isFinished && found.size() < MOST && isOurs(record)) {
                found.add(waiting(record));
            }
            return ++records[0] < MOST_RECORDS;
        });
        if (records[0] >= MOST_RECORDS) {
            unseen.add("what waits in " + place + " beyond the first " + MOST_RECORDS);
        }
    }

    private boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
        return record.value() != null
                && new String(record.value(), US_ASCII).toLowerCase(Locale.ROOT).contains(conversation);
    }

    private Waiting waiting(ConsumerRecord<byte[], byte[]> record) {
        Optional<OrganizationId> organization =
                Optional.ofNullable(record.key()).flatMap(key -> OrganizationId.parse(new String(key, US_ASCII)));
        return new Waiting(
                record.topic() + "-" + record.partition() + "@" + record.offset(),
                organization.map(OrganizationId::value).orElse(null),
                organization
                        .flatMap(config::organization)
                        .map(Organization::name)
                        .orElse(null),
                TrailHeaders.read(record).firstSeen(),
                TrailHeaders.due(record).orElse(null),
                TrailHeaders.reason(record).orElse(null));
    }

    /** What was found. */
    List<Waiting> found() {
        return found;
    }
}
