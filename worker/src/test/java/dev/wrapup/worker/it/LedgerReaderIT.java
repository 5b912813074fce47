package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wrapup.config.Config;
import dev.wrapup.config.ConfigFile;
import dev.wrapup.event.Closure;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Topics;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.ledger.LedgerReader;
import dev.wrapup.worker.ledger.LedgerReader.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger as it is read back. */
class LedgerReaderIT {

    private static final OrganizationId OTHER = new OrganizationId("00000000-0000-4000-8000-000000000001");
    private static final Instant NOW = Instant.parse("2026-11-03T09:00:00Z");

    private static Stage stage;
    private static Config config;

    private OrganizationId organization;

    @BeforeAll
    static void start() throws Exception {
        stage = new Stage(Scenario.oneClient(1), "[1s]", "1s", "group.id: some-group");
        config = ConfigFile.load(stage.wrapup().configuration(), Map.of());
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @BeforeEach
    void anOrganizationOfItsOwn() {
        organization = new OrganizationId(UUID.randomUUID().toString());
    }

    @Test
    void theEntriesOfOneOrganizationAreReadInOrderAndNobodyElses() throws Exception {
        List<ConversationId> conversations = conversations(30);
        for (ConversationId each : conversations) {
            write(organization, each);
            write(partition(organization), Partitioning.key(OTHER), json(each));
        }

        List<LedgerEntry> read = new ArrayList<>();
        Reading reading = reader(reader -> reader.of(organization, read::add));

        assertThat(read).extracting(LedgerEntry::conversationId).isEqualTo(values(conversations));
        assertThat(reading).isEqualTo(new Reading(30, 0));
    }

    @Test
    void ofOneConversationAllThatBecameOfItIsRead() throws Exception {
        List<ConversationId> conversations = conversations(3);
        for (int i = 0; i < 2; i++) {
            for (ConversationId each : conversations) {
                write(organization, each);
            }
        }

        List<LedgerEntry> read = new ArrayList<>();
        ConversationId wanted = conversations.get(1);
        Reading reading = reader(reader -> reader.of(organization, wanted, read::add));

        assertThat(read).extracting(LedgerEntry::conversationId).containsExactly(wanted.value(), wanted.value());
        assertThat(reading).isEqualTo(new Reading(2, 0));
    }

    /** An organization moves to another one when partitions are added; what was written before stays where it is. */
    @Test
    void whatStandsInAPartitionOfBeforeIsReadFirst() throws Exception {
        List<ConversationId> conversations = conversations(2);
        write(organization, conversations.get(1));
        int before = (partition(organization) + 1) % 6;
        write(before, Partitioning.key(organization), json(organization, conversations.get(0)));

        List<LedgerEntry> all = new ArrayList<>();
        List<LedgerEntry> since = new ArrayList<>();
        List<LedgerEntry> one = new ArrayList<>();
        reader(reader -> reader.of(organization, all::add));
        reader(reader -> reader.since(organization, Instant.EPOCH, since::add));
        reader(reader -> reader.of(organization, conversations.get(0), one::add));

        assertThat(all).extracting(LedgerEntry::conversationId).isEqualTo(values(conversations));
        assertThat(since).isEqualTo(all);
        assertThat(one).containsExactly(all.getFirst());
    }

    @Test
    void whatIsNoEntryIsCountedAndStopsNothing() throws Exception {
        List<ConversationId> conversations = conversations(2);
        int partition = partition(organization);
        write(organization, conversations.get(0));
        write(partition, Partitioning.key(organization), "{\"reason\": \"ACCEPTED\"}".getBytes(UTF_8));
        write(partition, Partitioning.key(organization), "not JSON".getBytes(UTF_8));
        write(partition, Partitioning.key(organization), null);
        write(partition, null, "of nobody".getBytes(UTF_8));
        write(organization, conversations.get(1));

        List<LedgerEntry> read = new ArrayList<>();
        Reading reading = reader(reader -> reader.of(organization, read::add));

        assertThat(read).extracting(LedgerEntry::conversationId).isEqualTo(values(conversations));
        assertThat(reading).isEqualTo(new Reading(2, 3));
    }

    @Test
    void theLastEntriesAreReadFromThePartitionsEnd() throws Exception {
        List<ConversationId> conversations = conversations(50);
        for (ConversationId each : conversations) {
            write(organization, each);
        }

        List<LedgerEntry> of = new ArrayList<>();
        List<LedgerEntry> all = new ArrayList<>();
        reader(reader -> reader.latestOf(organization, 10, of::add));
        reader(reader -> reader.latest(partition(organization), 10, all::add));

        assertThat(of).extracting(LedgerEntry::conversationId).isEqualTo(values(conversations.subList(40, 50)));
        assertThat(all).isEqualTo(of);
    }

    @Test
    void whatATransactionLeftBehindUnderItIsNotRead() throws Exception {
        ConversationId committed = conversations(1).getFirst();
        try (KafkaProducer<byte[], byte[]> producer = transactional()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(entry(organization, conversations(1).getFirst())).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(entry(organization, committed)).get();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(entry(organization, conversations(1).getFirst())).get();

            List<LedgerEntry> read = new ArrayList<>();
            reader(reader -> reader.of(organization, read::add));

            assertThat(read).extracting(LedgerEntry::conversationId).containsExactly(committed.value());
            producer.abortTransaction();
        }
    }

    @Test
    void aLedgerThatDoesNotExistIsSaidToBeMissing() {
        Topics elsewhere = new Topics("nowhere", List.of());
        try (LedgerReader reader = new LedgerReader(new KafkaClients(config), elsewhere)) {
            assertThatThrownBy(() -> reader.of(organization, entry -> {}))
                    .isInstanceOf(KafkaUnavailableException.class)
                    .hasMessageContaining("nowhere.ledger");
        }
    }

    private interface Question {
        Reading put(LedgerReader reader);
    }

    private static Reading reader(Question question) {
        try (LedgerReader reader = new LedgerReader(new KafkaClients(config), config.topicNames())) {
            return question.put(reader);
        }
    }

    private static List<ConversationId> conversations(int count) {
        List<ConversationId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(new ConversationId(UUID.randomUUID().toString()));
        }
        return ids;
    }

    private static List<String> values(List<ConversationId> conversations) {
        return conversations.stream().map(ConversationId::value).toList();
    }

    private static int partition(OrganizationId organization) {
        return new Partitioning(6).of(organization);
    }

    private static void write(OrganizationId organization, ConversationId conversation) throws InterruptedException {
        stage.produce(entry(organization, conversation));
    }

    private static void write(int partition, byte[] key, byte[] value) throws InterruptedException {
        stage.produce(new ProducerRecord<>(stage.topic("ledger"), partition, key, value));
    }

    private static ProducerRecord<byte[], byte[]> entry(OrganizationId organization, ConversationId conversation) {
        return new ProducerRecord<>(
                stage.topic("ledger"),
                partition(organization),
                Partitioning.key(organization),
                json(organization, conversation));
    }

    private static byte[] json(ConversationId conversation) {
        return json(OTHER, conversation);
    }

    private static byte[] json(OrganizationId organization, ConversationId conversation) {
        LedgerEntry.Ending ending =
                new LedgerEntry.Ending(LedgerEntry.Final.DELIVERED, Reason.Delivered.ACCEPTED, null, NOW);
        Trail trail = new Trail("wrapup.closures-3@42", NOW, new Effort(1, 5, 7, 0), true, null, null);
        return LedgerEntry.of(ending, closure(organization, conversation), trail, NOW, "a-worker")
                .toJson();
    }

    private static Closure closure(OrganizationId organization, ConversationId conversation) {
        return new Closure(organization, conversation, NOW, "a type", "event-1");
    }

    private static KafkaProducer<byte[], byte[]> transactional() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers(), "transactional.id", "writer of entries"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
