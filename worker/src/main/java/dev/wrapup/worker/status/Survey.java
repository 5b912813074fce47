package dev.wrapup.worker.status;

import dev.wrapup.config.Config;
import dev.wrapup.time.Clock;
import dev.wrapup.topic.Delay;
import dev.wrapup.topic.Topics;
import dev.wrapup.worker.kafka.GroupMember;
import dev.wrapup.worker.kafka.GroupOffsets;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.kafka.Offsets;
import dev.wrapup.worker.kafka.PartitionReader;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.work.Committed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks Kafka how the installation stands. It joins no group and writes nothing. What one question costs is bounded: of a
 * long backlog the oldest and the newest part is counted, and the rest estimated from these. Made once it may be asked many times; for one
 * thread.
 */
public final class Survey implements AutoCloseable {

    /** The most of one partition that is counted record by record. */
    private static final long COUNTED_OF_PARTITION = 20_000;

    /** The most of all: about a second of reading. */
    private static final long COUNTED_IN_ALL = 60_000;

    private static final Duration RECENTLY = Duration.ofMinutes(1);

    private final Config config;
    private final Topics topics;
    private final Clock clock;
    private final Names names;
    private final Admin admin;
    private final PartitionReader records;
    private final PartitionReader entries;

    /** A survey of this installation, with clients of its own, which it closes. */
    public Survey(KafkaClients clients, Config config, Clock clock) {
        this.config = config;
        this.topics = config.topicNames();
        this.clock = clock;
        this.names = new Names(config);
        this.admin = clients.admin();
        this.records = PartitionReader.withoutValues(clients);
        this.entries = new PartitionReader(clients);
    }

    /**
     * The status now.
     *
     * @throws KafkaUnavailableException when the cluster does not tell all of it
     */
    public Status take() {
        Instant now = clock.now();
        Map<TopicPartition, Backlogged> backlogged = backlogged();
        List<Status.Topic> consumed = new ArrayList<>();
        for (String topic : topics.consumed()) {
            consumed.add(count(topic, backlogged));
        }
        return new Status(now, consumed, KafkaClients.groupId(config), GroupMember.all(admin, config), recent(now));
    }

    /** What of a partition is not known to be finished. */
    private record Backlogged(Committed committed, long end) {

        long length() {
            return end - committed.offset();
        }
    }

    private Map<TopicPartition, Backlogged> backlogged() {
        List<TopicPartition> partitions = topics.consumed().stream()
                .flatMap(topic -> partitions(topic).stream())
                .toList();
        Map<TopicPartition, Committed> commits = new HashMap<>();
        GroupOffsets.of(admin, config).forEach((partition, commit) -> commits.put(partition, Committed.decode(commit)));
        Map<TopicPartition, Long> beginnings = Offsets.beginnings(admin, partitions);
        Map<TopicPartition, Backlogged> backlogged = new LinkedHashMap<>();
        Offsets.ends(admin, partitions).forEach((partition, end) -> {
            Committed committed = Committed.orFrom(commits.get(partition), beginnings.getOrDefault(partition, 0L));
            if (committed.offset() < end) {
                backlogged.put(partition, new Backlogged(committed, end));
            }
        });
        return backlogged;
    }

    private Status.Topic count(String topic, Map<TopicPartition, Backlogged> all) {
        long most = most(all.size());
        Waiting waiting = new Waiting(topics.delayOf(topic).map(Delay::duration).orElse(null));
        long lag = 0;
        for (Map.Entry<TopicPartition, Backlogged> each : all.entrySet()) {
            if (each.getKey().topic().equals(topic)) {
                lag += each.getValue().length();
                count(each.getKey(), each.getValue(), most, waiting);
            }
        }
        return new Status.Topic(topic, lag, waiting.unseen(), waiting.backlogs());
    }

    private void count(TopicPartition partition, Backlogged backlogged, long most, Waiting waiting) {
        Committed committed = backlogged.committed();
        Sample sample = new Sample(committed.offset(), backlogged.end(), most);
        Waiting.Partition counted = waiting.partition(sample);
        read(records, partition, sample, record -> {
            if (!committed.isFinished(record.offset())) {
                counted.add(names.of(record.key()), record);
            }
        });
        counted.end();
    }

    private List<Status.LastMinute> recent(Instant now) {
        List<TopicPartition> partitions = partitions(topics.ledger());
        Map<TopicPartition, Long> begins = Offsets.since(admin, partitions, now.minus(RECENTLY));
        Map<TopicPartition, Long> ends = Offsets.ends(admin, begins.keySet());
        Recent recent = new Recent();
        begins.forEach((partition, begin) -> {
            long end = Math.max(begin, ends.getOrDefault(partition, begin));
            count(partition, new Sample(begin, end, most(begins.size())), recent);
        });
        return recent.sums();
    }

    private void count(TopicPartition partition, Sample sample, Recent recent) {
        Recent.Partition counted = recent.partition(sample);
        read(entries, partition, sample, record -> {
            if (record.value() != null) {
                LedgerEntry.fromJson(record.value()).ifPresent(entry -> counted.add(names.of(record.key()), entry));
            }
        });
        counted.end();
    }

    /** How much of each of so many partitions is counted. */
    private static long most(int partitions) {
        return Math.max(1, Math.min(COUNTED_OF_PARTITION, COUNTED_IN_ALL / Math.max(1, partitions)));
    }

    private static void read(
            PartitionReader reader,
            TopicPartition partition,
            Sample sample,
            Consumer<ConsumerRecord<byte[], byte[]>> records) {
        reader.between(partition, sample.from(), sample.paused(), records);
        if (sample.resumed() < sample.to()) {
            reader.between(partition, sample.resumed(), sample.to(), records);
        }
    }

    private List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, records.partitions(topic))
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    @Override
    public void close() {
        records.close();
        entries.close();
        admin.close();
    }
}
