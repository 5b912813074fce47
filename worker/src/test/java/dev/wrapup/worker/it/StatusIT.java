package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wrapup.config.Config;
import dev.wrapup.config.ConfigFile;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.time.SystemClock;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.worker.kafka.GroupMember;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.status.Status;
import dev.wrapup.worker.status.Survey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What waits where, by the numbers that were put there: before any worker, with two of them, and beyond what is counted. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StatusIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Scenario SCENARIO = Scenario.oneClient(3);

    private static Stage stage;
    private static Survey survey;

    @BeforeAll
    static void start() throws Exception {
        stage = new Stage(SCENARIO, "[2m, 10m]", "0s"); // longer than the test
        Config config = ConfigFile.load(stage.wrapup().configuration(), Map.of());
        survey = new Survey(new KafkaClients(config), config, new SystemClock());
    }

    @AfterAll
    static void stop() {
        survey.close();
        stage.close();
    }

    @Test
    @Order(1)
    void beforeAnyWorkerAllOfItWaitsAndNobodyWorks() throws Exception {
        assertThat(survey.take().topics()).allSatisfy(topic -> {
            assertThat(topic.lag()).isZero();
            assertThat(topic.backlogs()).isEmpty();
        });
        Instant before = Instant.now();
        stage.produce(never(org(1), 7));
        stage.produce(never(org(2), 5));
        stage.produce(strangers());
        stage.produce(never(org(3), 4), "delay.10m");

        Status status = survey.take();

        assertThat(backlog(status, "closures", "org-1").waiting()).isEqualTo(7);
        assertThat(backlog(status, "closures", "org-1").oldest()).isBetween(before.minusMillis(1), status.at());
        assertThat(backlog(status, "closures", "org-1").nextDue()).isNull();
        assertThat(backlog(status, "closures", "org-2").waiting()).isEqualTo(5);
        assertThat(backlog(status, "closures", Status.NOT_CONFIGURED).waiting()).isEqualTo(1);
        assertThat(backlog(status, "delay.10m", "org-3").waiting()).isEqualTo(4);
        assertThat(backlog(status, "delay.10m", "org-3").nextDue())
                .isBetween(before.plusSeconds(599), status.at().plusSeconds(601));
        assertThat(topic(status, "closures").lag()).isEqualTo(13);
        assertThat(topic(status, "delay.2m").backlogs()).isEmpty();
        assertThat(status.workers()).isEmpty();
        assertThat(status.lastMinute()).isEmpty();
    }

    @Test
    @Order(2)
    void twoWorkersOwnThePartitionsAndWhatTheyDeferredWaitsInItsDelay() throws Exception {
        stage.startWorker();
        stage.startWorker();
        await(each -> each.workers().size() == 2
                && owned(each).equals(List.of(0, 1, 2, 3, 4, 5))
                && each.workers().stream()
                        .noneMatch(worker -> worker.partitions().isEmpty()));
        List<ClosedConversation> ready = stage.close(6);
        stage.produce(ready);
        stage.produce(strangers());

        Status status = await(each -> each.topics().getFirst().backlogs().isEmpty()
                && backlog(each, "delay.2m", "org-1").waiting() == 7
                && delivered(each) == 6
                && dead(each) > 0);

        assertThat(backlog(status, "delay.2m", "org-2").waiting()).isEqualTo(5);
        assertThat(backlog(status, "delay.2m", "org-1").nextDue())
                .isBetween(status.at(), status.at().plusSeconds(121));
        assertThat(backlog(status, "delay.10m", "org-3").waiting()).isEqualTo(4);
        assertThat(status.workers()).extracting(GroupMember::instance).allMatch(it -> it.startsWith(stage.prefix()));
        assertThat(status.lastMinute())
                .extracting(Status.LastMinute::organization, Status.LastMinute::delivered)
                .contains(tuple("org-1", 2L), tuple(Status.NOT_CONFIGURED, 0L));

        JsonNode json =
                new JsonMapper().readTree(stage.wrapup().run("status", "--json").output());
        Wrapup.Result words = stage.wrapup().run("status");
        assertThat(json.path("topics")
                        .get(1)
                        .path("backlogs")
                        .get(0)
                        .path("waiting")
                        .asInt())
                .isEqualTo(7);
        assertThat(words.exitCode()).isZero();
        assertThat(words.output())
                .contains("Status at 20", stage.topic("delay.2m"), "org-1", "partitions ", "Last minute")
                .doesNotContain("\u001b");
        assertThat(words.output().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    @Order(3)
    void ofALongBacklogTheOldestAndTheNewestAreCountedAndTheRestEstimated() throws Exception {
        int many = 90_000;
        byte[] key = Partitioning.key(org(3));
        int behind = new Partitioning(6).of(org(3));
        try (var producer = stage.producer()) {
            for (int i = 0; i < many; i++) {
                var unused = producer.send(new ProducerRecord<>(stage.topic("delay.10m"), key, "{}".getBytes(UTF_8)));
            }
            producer.flush();
            var unused = producer.send(new ProducerRecord<>(
                    stage.topic("delay.10m"), behind, "not configured".getBytes(UTF_8), "{}".getBytes(UTF_8)));
        }

        Status status = survey.take();
        Status.Backlog backlog = backlog(status, "delay.10m", "org-3");
        Status.Backlog last = backlog(status, "delay.10m", Status.NOT_CONFIGURED);

        assertThat(last.waiting()).as("who stands behind it").isPositive();
        assertThat(last.mayBeOlder()).isTrue();
        assertThat(topic(status, "delay.10m").unseen()).isPositive();
        assertThat(backlog.estimated()).isTrue();
        assertThat(backlog.mayBeOlder()).isFalse();
        assertThat(backlog.waiting()).isBetween(many * 9L / 10, many * 11L / 10);
    }

    private static Status await(Predicate<Status> condition) {
        List<Status> last = new ArrayList<>(List.of(survey.take()));
        Awaitility.await().atMost(PATIENCE).until(() -> {
            last.set(0, survey.take());
            return condition.test(last.getFirst());
        });
        return last.getFirst();
    }

    private static long delivered(Status status) {
        return status.lastMinute().stream()
                .mapToLong(Status.LastMinute::delivered)
                .sum();
    }

    private static long dead(Status status) {
        return status.lastMinute().stream()
                .filter(each -> each.organization().equals(Status.NOT_CONFIGURED))
                .mapToLong(Status.LastMinute::dead)
                .sum();
    }

    private static Status.Topic topic(Status status, String name) {
        return status.topics().stream()
                .filter(topic -> topic.topic().equals(stage.topic(name)))
                .findFirst()
                .orElseThrow();
    }

    private static Status.Backlog backlog(Status status, String topic, String organization) {
        return topic(status, topic).backlogs().stream()
                .filter(backlog -> backlog.organization().equals(organization))
                .findFirst()
                .orElseGet(() -> new Status.Backlog(null, organization, 0, false, Instant.EPOCH, null, false));
    }

    private static OrganizationId org(int number) {
        return SCENARIO.organization(number);
    }

    /** Conversations that are never ready. */
    private static List<ClosedConversation> never(OrganizationId organization, int count) {
        List<ClosedConversation> closed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            closed.add(stage.genesys().closeConversation(organization));
            stage.genesys().neverReady(closed.getLast().id());
        }
        return closed;
    }

    /** Of an organization that is not configured. */
    private static ProducerRecord<byte[], byte[]> strangers() {
        OrganizationId stranger = new OrganizationId("00000000-0000-4000-8000-000000000001");
        ConversationId conversation = new ConversationId(UUID.randomUUID().toString());
        return new ProducerRecord<>(
                stage.topic("closures"),
                Partitioning.key(stranger),
                GenesysEvents.closure(stranger, conversation, Instant.now()));
    }

    private static List<Integer> owned(Status status) {
        return status.workers().stream()
                .map(GroupMember::partitions)
                .flatMap(List::stream)
                .sorted()
                .toList();
    }
}
