package dev.wrapup.worker.diagnose;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.event.Closure;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.EventDecoder;
import dev.wrapup.event.MalformedEventException;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Topics;
import dev.wrapup.topic.Trail;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.diagnose.Findings.Records;
import dev.wrapup.worker.diagnose.Findings.Standing;
import dev.wrapup.worker.kafka.GroupOffsets;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.kafka.PartitionReader;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.ledger.LedgerReader;
import dev.wrapup.worker.work.Committed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What Kafka holds of a conversation, as far as it can be read. It writes nothing, and joins no group. */
final class Traces {

    /** More would say no more. */
    private static final int MOST = 20;

    /** How far back the organization's readiness is learnt from. */
    private static final int LATEST = 2_000;

    private final Config config;
    private final Topics topics;
    private final Organization organization;
    private final ConversationId conversation;
    private final EventDecoder decoder;

    private final List<LedgerEntry> ledger = new ArrayList<>();
    private final List<Standing> waiting = new ArrayList<>();
    private final List<Standing> dead = new ArrayList<>();
    private final List<LedgerEntry> latest = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();
    private boolean unreachable;

    Traces(Config config, Organization organization, ConversationId conversation) {
        this.config = config;
        this.topics = config.topicNames();
        this.organization = organization;
        this.conversation = conversation;
        this.decoder = new EventDecoder(config.closingDetailTypes());
    }

    Records read() {
        KafkaClients clients = new KafkaClients(config);
        try (PartitionReader reader = new PartitionReader(clients)) {
            attempt("the ledger", () -> readLedger(new LedgerReader(reader, topics)));
            attempt("the dead letters", () -> readDead(reader));
            attempt("what waits", () -> readWaiting(clients, reader));
        } catch (KafkaException e) {
            unseen.add("Kafka: " + KafkaFailure.inWords(e)); // not even a client could be made
        }
        return new Records(ledger, waiting, dead, ReadinessLag.of(latest), unseen);
    }

    /** A topic that this user may not read leaves the others; a cluster that does not let it in leaves none. */
    private void attempt(String what, Runnable reading) {
        if (unreachable) {
            return;
        }
        try {
            reading.run();
        } catch (KafkaUnavailableException e) {
            unreachable = !KafkaFailure.leavesTheRest(e);
            unseen.add((unreachable ? "Kafka" : what) + ": " + e.getMessage());
        }
    }

    private void readLedger(LedgerReader reader) {
        LedgerReader.Reading reading = reader.of(organization.id(), conversation, entry -> keep(ledger, entry));
        if (reading.unreadable() > 0) {
            unseen.add("the ledger: " + reading.unreadable() + " entries of this conversation are unreadable");
        }
        ledger.sort(Comparator.comparing(LedgerEntry::settledAt)); // they may stand in more than one partition
        reader.latestOf(organization.id(), LATEST, latest::add);
    }

    private void readDead(PartitionReader reader) {
        TopicPartition partition = partition(reader, topics.deadLetter());
        Set<String> resolved = ledger.stream()
                .map(LedgerEntry::resolution)
                .filter(Objects::nonNull)
                .map(LedgerEntry.Resolution::deadLetter)
                .collect(Collectors.toSet());
        reader.all(
                partition, record -> keepIfOurs(dead, record, offset -> resolved.contains(partition + "@" + offset)));
    }

    private void readWaiting(KafkaClients clients, PartitionReader reader) {
        Map<TopicPartition, OffsetAndMetadata> commits;
        try (Admin admin = clients.admin()) {
            commits = GroupOffsets.of(admin, config);
        }
        for (String topic : topics.consumed()) {
            TopicPartition partition = partition(reader, topic);
            Optional<Committed> commit =
                    Optional.ofNullable(commits.get(partition)).map(Committed::decode);
            reader.from(
                    partition,
                    commit.map(Committed::offset).orElse(0L),
                    record -> keepIfOurs(
                            waiting,
                            record,
                            offset -> commit.filter(it -> it.isFinished(offset)).isPresent()));
        }
    }

    private TopicPartition partition(PartitionReader reader, String topic) {
        return new TopicPartition(topic, new Partitioning(reader.partitions(topic)).of(organization.id()));
    }

    private void keepIfOurs(List<Standing> kept, ConsumerRecord<byte[], byte[]> record, Predicate<Long> isFinished) {
        if (isOurs(record) && !isFinished.test(record.offset())) {
            keep(kept, standing(record));
        }
    }

    /** By the key before anything is parsed. */
    private boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null || !Arrays.equals(record.key(), Partitioning.key(organization.id()))) {
            return false;
        }
        String text = new String(record.value(), US_ASCII).toLowerCase(Locale.ROOT);
        return text.contains(conversation.value()) && isClosure(record.value());
    }

    private boolean isClosure(byte[] value) {
        try {
            return decoder.decode(value) instanceof Closure closure
                    && closure.organization().equals(organization.id())
                    && closure.conversation().equals(conversation);
        } catch (MalformedEventException e) {
            return false;
        }
    }

    private static Standing standing(ConsumerRecord<byte[], byte[]> record) {
        Trail trail = TrailHeaders.read(record);
        return new Standing(
                record.topic() + "-" + record.partition() + "@" + record.offset(),
                trail.firstSeen(),
                trail.effort().passes(),
                TrailHeaders.reason(record).orElse(null),
                TrailHeaders.detail(record).orElse(null),
                TrailHeaders.due(record).orElse(null),
                trail.lastNotReadyAt());
    }

    /** The last ones: anybody can write any number of them. */
    private static <T> void keep(List<T> kept, T next) {
        if (kept.size() == MOST) {
            kept.removeFirst();
        }
        kept.add(next);
    }
}
