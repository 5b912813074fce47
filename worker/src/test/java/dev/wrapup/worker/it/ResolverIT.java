package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.wrapup.config.Config;
import dev.wrapup.config.ConfigFile;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.SystemClock;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Hop;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.deadletter.Order;
import dev.wrapup.worker.deadletter.OvertakenException;
import dev.wrapup.worker.deadletter.Plan;
import dev.wrapup.worker.deadletter.Resolver;
import dev.wrapup.worker.deadletter.Selection;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a resolver does with dead letters of every kind, alone and with another, held against a real broker. */
class ResolverIT {

    private static final LedgerEntry.Final REPLAYED = LedgerEntry.Final.REPLAYED;
    private static final LedgerEntry.Final DISCARDED = LedgerEntry.Final.DISCARDED;
    private static final Order AT_ONCE = new Order(REPLAYED, "zoe", null, 10_000);

    private final Waiting patient = duration -> LockSupport.parkNanos(Math.max(0, duration.toNanos()));

    private Stage stage;
    private Config config;

    @BeforeEach
    void start() throws Exception {
        stage = new Stage(Scenario.oneClient(2), "[1s]", "1s");
        config = ConfigFile.load(stage.wrapup().configuration(), Map.of());
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void whoeverBeginsLaterOvertakesWhoeverIsAtWork() throws Exception {
        bury(20);
        try (Resolver first = resolver()) {
            Plan plan = first.plan(Selection.ALL, REPLAYED, 1_000, patient);
            assertThat(plan.count()).isEqualTo(20);
            AtomicLong doneByTheFirst = new AtomicLong();
            Waiting overtakenHalfWay = duration -> {
                if (doneByTheFirst.get() == 10) {
                    try (Resolver second = resolver()) {
                        Plan rest = second.plan(Selection.ALL, REPLAYED, 1_000, patient);
                        assertThat(rest.count()).isEqualTo(10);
                        assertThat(second.carryOut(rest, AT_ONCE, patient, done -> {}))
                                .isEqualTo(rest.count());
                    }
                }
            };

            assertThatExceptionOfType(OvertakenException.class)
                    .isThrownBy(() -> first.carryOut(
                            plan, new Order(REPLAYED, "yann", null, 5), overtakenHalfWay, doneByTheFirst::set))
                    .withMessageContaining("another replay or discard has begun")
                    .withMessageContaining("after 10 dead letters");
        }
        assertSentBack(20);
        assertThat(conversations("closures")).doesNotHaveDuplicates();
        await().untilAsserted(() -> assertThat(resolutions()).hasSize(20));
    }

    /** As a worker leaves one that is killed inside a settle: it ends by itself, at its timeout. */
    @Test
    void whatAnOpenTransactionHidesIsWaitedFor() throws Exception {
        bury(6);
        try (KafkaProducer<byte[], byte[]> killed = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        stage.bootstrapServers(),
                        "transactional.id",
                        stage.prefix() + "-killed",
                        "transaction.timeout.ms",
                        4_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            killed.initTransactions();
            killed.beginTransaction();
            List<Future<?>> written = new ArrayList<>();
            for (int partition = 0; partition < 6; partition++) {
                written.add(killed.send(
                        new ProducerRecord<>(stage.topic("ledger"), partition, null, "{}".getBytes(UTF_8))));
            }
            killed.flush();
            for (Future<?> each : written) {
                each.get();
            }

            assertThat(replayAll()).isEqualTo(6);
            assertThat(replayAll()).as("at once afterwards").isZero();
        }
        assertSentBack(6);
        assertThat(conversations("closures")).doesNotHaveDuplicates();
    }

    @Test
    void itKeepsItsPaceAndEndsWhenItIsTold() throws Exception {
        bury(30);
        List<Duration> waits = new ArrayList<>();
        Waiting stopped = duration -> {
            waits.add(duration);
            if (waits.size() > 3) {
                throw new StoppedException();
            }
        };
        List<Long> progress = new ArrayList<>();

        try (Resolver resolver = new Resolver(new KafkaClients(config), config, new ManualClock())) {
            Plan plan = resolver.plan(Selection.ALL, REPLAYED, 1_000, patient);
            assertThatExceptionOfType(StoppedException.class)
                    .isThrownBy(
                            () -> resolver.carryOut(plan, new Order(REPLAYED, "zoe", null, 2), stopped, progress::add));
        }

        assertThat(progress).containsExactly(1L, 2L, 3L);
        assertThat(waits)
                .as("by a clock that stands still")
                .containsExactly(
                        Duration.ZERO, Duration.ofMillis(500), Duration.ofMillis(1_000), Duration.ofMillis(1_500));
        assertSentBack(3);
    }

    @Test
    void whatIsNoClosureGoesBackAsItIsAndWhatHasNoBytesStays() throws Exception {
        stage.produce(letter(2, null, "not JSON".getBytes(UTF_8)));
        stage.produce(letter(3, "a foreign key".getBytes(UTF_8), null));

        try (Resolver resolver = resolver()) {
            Plan replay = resolver.plan(Selection.ALL, REPLAYED, 1_000, patient);
            assertThat(replay.count()).isEqualTo(1);
            assertThat(replay.left()).isEqualTo(1);
            assertThat(resolver.carryOut(replay, AT_ONCE, patient, done -> {})).isEqualTo(1);
            Plan discard = resolver.plan(Selection.ALL, DISCARDED, 1_000, patient);
            assertThat(resolver.carryOut(
                            discard, new Order(DISCARDED, "zoe", "nothing is left of it", 100), patient, done -> {}))
                    .isEqualTo(1);
            assertThat(resolver.plan(Selection.ALL, DISCARDED, 1_000, patient).count())
                    .isZero();
        }

        assertSentBack(1);
        assertThat(stage.topics().all("closures")).allSatisfy(record -> {
            assertThat(record.value()).isEqualTo("not JSON".getBytes(UTF_8));
            assertThat(record.partition()).isEqualTo(2);
        });
        await().untilAsserted(() -> assertThat(resolutions())
                .extracting(entry -> entry.path("resolution").path("deadLetter").asString())
                .containsExactlyInAnyOrder(stage.topic("dead-letter") + "-2@0", stage.topic("dead-letter") + "-3@0"));
    }

    @Test
    void whatFailsAgainIsADeadLetterAgainAndCanBeReplayedAgain() throws Exception {
        ClosedConversation nobodys = stage.close(1).getFirst();
        stage.produce(letter(1, null, ofAnotherOrganization(nobodys)));
        stage.startWorker();

        for (int replays = 1; replays <= 2; replays++) {
            assertThat(replayAll()).isEqualTo(1);
            int expected = replays;
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(stage.topics().all("dead-letter")).hasSize(expected + 1));
            assertThat(stage.topics().all("dead-letter")).anySatisfy(record -> {
                assertThat(TopicReader.header(record, "wrapup-replays")).isEqualTo(String.valueOf(expected));
                assertThat(TopicReader.header(record, "wrapup-reason")).isEqualTo("UNKNOWN_ORGANIZATION");
            });
        }
    }

    /** A commit is done a moment before it is there to be read. */
    private void assertSentBack(int closures) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(conversations("closures")).hasSize(closures));
    }

    private Resolver resolver() {
        return new Resolver(new KafkaClients(config), config, new SystemClock());
    }

    private long replayAll() throws StoppedException {
        try (Resolver resolver = resolver()) {
            return resolver.carryOut(
                    resolver.plan(Selection.ALL, REPLAYED, 1_000, patient), AT_ONCE, patient, done -> {});
        }
    }

    private List<String> conversations(String topic) {
        return stage.topics().all(topic).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    private List<JsonNode> resolutions() {
        return stage.topics().ledger().stream()
                .filter(entry -> entry.has("resolution"))
                .toList();
    }

    private void bury(int letters) throws InterruptedException {
        for (ClosedConversation each : stage.close(letters)) {
            stage.produce(letter(null, Partitioning.key(each.organization()), each.event()));
        }
    }

    private ProducerRecord<byte[], byte[]> letter(
            @Nullable Integer partition, byte @Nullable [] key, byte @Nullable [] value) {
        ConsumerRecord<byte[], byte[]> before = new ConsumerRecord<>("wrapup.closures", 0, 0, key, value);
        TrailHeaders.entering(Instant.now(), null).forEach(before.headers()::add);
        return new ProducerRecord<>(
                stage.topic("dead-letter"),
                partition,
                key,
                value,
                TrailHeaders.moving(
                        before.headers(),
                        TrailHeaders.read(before),
                        new Hop(Reason.Dead.REJECTED, "status 400", null)));
    }

    private static byte[] ofAnotherOrganization(ClosedConversation conversation) {
        return new String(conversation.event(), UTF_8)
                .replace(conversation.organization().value(), "00000000-0000-4000-8000-000000000000")
                .getBytes(UTF_8);
    }
}
