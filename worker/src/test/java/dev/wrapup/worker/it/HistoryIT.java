package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Config;
import dev.wrapup.config.ConfigFile;
import dev.wrapup.event.Closure;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import dev.wrapup.sandbox.kafka.ClusterOptions;
import dev.wrapup.sandbox.kafka.KafkaCluster;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.time.SystemClock;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.ledger.LedgerEntry.Final;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ledger asked as the compliance officer asks it: a million entries, made and written as a worker does, and the jar as
 * it is shipped, in a process of its own.
 */
@Tag("alone")
class HistoryIT {

    private static final int ENTRIES = 1_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(3);

    /** Whatever else the machine does in that moment is not the command's affair. */
    private static final int RUNS = 3;

    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Scenario SCENARIO = Scenario.oneClient(3);
    private static final OrganizationId SMALL = SCENARIO.organization(1);
    private static final SystemClock CLOCK = new SystemClock();
    private static final Random RANDOM = new Random(20_261_127);

    private static final ConversationId REPLAYED = id();
    private static final ConversationId DEAD = id();

    private static KafkaCluster broker;
    private static Wrapup wrapup;
    private static final ConversationId MIDDLE = id();

    @BeforeAll
    static void aMillionEntries() throws Exception {
        broker = KafkaCluster.start(new ClusterOptions(1));
        wrapup = Wrapup.configured("""
                kafka: { bootstrap.servers: "%s" }
                topics: { prefix: wrapup, partitions: 12, replicationFactor: 1 }
                ingest: { port: 0 }
                admin: { port: 0 }
                """.formatted(broker.bootstrapServers())
                + new WorkerConfiguration(SCENARIO, "http://localhost:1").yaml());
        wrapup.createTopics();
        Config config = ConfigFile.load(wrapup.configuration(), Map.of());
        try (Producer<byte[], byte[]> producer = new KafkaClients(config).transactionalProducer("wrapup-host-0")) {
            producer.initTransactions();
            write(producer, theStory().subList(1, 4));
            writeBeforePartitionsWereAdded(producer, theStory().getFirst());
            List<OrganizationId> others = organizations(40);
            for (int written = 0; written < ENTRIES; written += 1_000) {
                write(producer, settled(others, written));
            }
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void oneConversationOfAMillionIsToldInUnderThreeSeconds() throws Exception {
        Wrapup.Result result = null;
        Duration fastest = Duration.ofDays(1);
        for (int run = 0; run < RUNS && fastest.compareTo(LIMIT) >= 0; run++) {
            Instant start = CLOCK.now();
            result = wrapup.run("history", "--conversation", MIDDLE.value());
            Duration taken = Duration.between(start, CLOCK.now());
            System.err.println("one conversation of a million: " + taken);
            fastest = taken.compareTo(fastest) < 0 ? taken : fastest;
        }

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("conversation " + MIDDLE + ": wrapped up at ", "(ACCEPTED, correlation id ")
                .contains("1,000,004 entries were searched");
        assertThat(fastest).isLessThan(LIMIT);
    }

    @Test
    void anIdThatIsNotThereIsSaidToBeUnknownAndWhatToDo() throws Exception {
        Wrapup.Result result = wrapup.run("history", "--conversation", id().value());

        assertThat(result.exitCode()).isZero();
        assertThat(result.output())
                .contains("the ledger knows nothing of it", "wrapup status", "wrapup diagnose")
                .contains("the ledger reaches back to 20");
    }

    @Test
    void whoReplayedItWhenAndWhyIsTold() throws Exception {
        Wrapup.Result words = wrapup.run("history", "--org", "org-1", "--conversation", REPLAYED.value());
        JsonNode json = new JsonMapper()
                .readTree(wrapup.run("history", "--json", "--conversation", REPLAYED.value())
                        .output());

        assertThat(words.output())
                .startsWith("org-1, conversation " + REPLAYED + ": wrapped up at 2026-11-01T02:00:00Z (ACCEPTED")
                .containsSubsequence("DEAD REJECTED", "status 400", "REPLAYED REJECTED", "zoe@ops", "=mended");
        assertThat(json.path("entries")
                        .valueStream()
                        .map(entry -> entry.path("outcome").asString()))
                .containsExactly("DEAD", "REPLAYED", "DELIVERED");
        assertThat(wrapup.run("history", "--org", "org-2", "--conversation", REPLAYED.value())
                        .output())
                .contains("the ledger knows nothing of it in org-2, and no other was looked in");
    }

    @Test
    void aPeriodsProofCountsWhatEndedAndListsWhatIsNotDelivered() throws Exception {
        Wrapup.Result words = wrapup.run("history", "--org", "org-1");
        Wrapup.Result csv = wrapup.run("history", "--org", SMALL.value(), "--csv", "--since", "2026-11-01T01:00:00Z");

        assertThat(words.output())
                .contains("4 entries", "1  delivered", "2  ended as a dead letter", "1  conversations are still dead")
                .contains(DEAD + "  2026-11-01T00:30:00Z      DEAD");
        assertThat(csv.output().split("\r\n"))
                .hasSize(3)
                .satisfies(lines -> assertThat(lines[0]).startsWith("settledAt,"))
                .satisfies(lines -> assertThat(lines[1]).contains(",REPLAYED,").endsWith(",'=mended,"));
    }

    /** Of the small organization: one that died, was replayed and delivered, and one that died. */
    private static List<LedgerEntry> theStory() {
        return List.of(
                entry(SMALL, REPLAYED, Final.DEAD, BEGIN),
                entry(SMALL, DEAD, Final.DEAD, BEGIN.plus(Duration.ofMinutes(30))),
                LedgerEntry.of(
                        new LedgerEntry.Decision(
                                Final.REPLAYED,
                                "REJECTED",
                                new LedgerEntry.Resolution("wrapup.dead-letter-3@17", "zoe@ops", "=mended")),
                        closure(SMALL, REPLAYED, BEGIN),
                        trail(BEGIN, false),
                        BEGIN.plus(Duration.ofHours(1)),
                        "wrapup-dead-letters"),
                entry(SMALL, REPLAYED, Final.DELIVERED, BEGIN.plus(Duration.ofHours(2))));
    }

    private static List<LedgerEntry> settled(List<OrganizationId> organizations, int from) {
        List<LedgerEntry> entries = new ArrayList<>();
        for (int i = from; i < from + 1_000; i++) {
            OrganizationId organization = organizations.get(RANDOM.nextInt(organizations.size()));
            ConversationId conversation = i == ENTRIES / 2 ? MIDDLE : id();
            entries.add(entry(organization, conversation, Final.DELIVERED, BEGIN.plusMillis(300L * i)));
        }
        return entries;
    }

    private static LedgerEntry entry(
            OrganizationId organization, ConversationId conversation, Final outcome, Instant settledAt) {
        Instant closedAt = settledAt.minusMillis(1_500 + RANDOM.nextInt(500));
        boolean isLate = RANDOM.nextInt(100) < 15;
        LedgerEntry.Ending ending = outcome == Final.DEAD
                ? new LedgerEntry.Ending(outcome, Reason.Dead.REJECTED, "POST wrapup: status 400", null)
                : new LedgerEntry.Ending(
                        outcome, Reason.Delivered.ACCEPTED, null, closedAt.plusMillis(1_000 + RANDOM.nextInt(400)));
        return LedgerEntry.of(
                ending,
                closure(organization, conversation, closedAt),
                trail(closedAt, isLate),
                settledAt,
                "wrapup-host-0");
    }

    private static Closure closure(OrganizationId organization, ConversationId conversation, Instant closedAt) {
        return new Closure(
                organization,
                conversation,
                closedAt,
                "v2.detail.events.conversation.{id}.customer.end",
                uuid().toString());
    }

    private static Trail trail(Instant closedAt, boolean isLate) {
        return new Trail(
                "wrapup.closures-" + RANDOM.nextInt(12) + "@" + RANDOM.nextInt(ENTRIES),
                closedAt.plusMillis(RANDOM.nextInt(500)),
                new Effort(0, 1 + RANDOM.nextInt(3), 2 + RANDOM.nextInt(3), 0),
                true,
                isLate ? closedAt.plusMillis(900) : null,
                uuid().toString());
    }

    /** To a partition that is not the organization's own now. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void writeBeforePartitionsWereAdded(Producer<byte[], byte[]> producer, LedgerEntry entry) {
        int before = (new Partitioning(12).of(SMALL) + 1) % 12;
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("wrapup.ledger", before, Partitioning.key(SMALL), entry.toJson()));
        producer.commitTransaction();
    }

    /** A record that is not taken fails the commit. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void write(Producer<byte[], byte[]> producer, List<LedgerEntry> entries) {
        producer.beginTransaction();
        for (LedgerEntry entry : entries) {
            byte[] key = String.valueOf(entry.organizationId()).getBytes(UTF_8);
            producer.send(new ProducerRecord<>("wrapup.ledger", key, entry.toJson()));
        }
        producer.commitTransaction();
    }

    /** In every partition at least one. */
    private static List<OrganizationId> organizations(int count) {
        List<OrganizationId> organizations = new ArrayList<>();
        while (organizations.size() < count) {
            organizations.add(new OrganizationId(uuid().toString()));
        }
        assertThat(organizations.stream().map(new Partitioning(12)::of).distinct())
                .hasSize(12);
        return organizations;
    }

    private static ConversationId id() {
        return new ConversationId(uuid().toString());
    }

    private static UUID uuid() {
        return new UUID(RANDOM.nextLong(), RANDOM.nextLong());
    }
}
