package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.Closure;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.Summary;
import dev.wrapup.sandbox.process.Child;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.time.SystemClock;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Hop;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.topic.TrailHeaders;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A flood of dead letters, and the person who deals with it: by the commands of the shipped jar alone. */
class DeadLettersIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LETTERS = 5_000;
    private static final List<Reason.Dead> REASONS = List.of(
            Reason.Dead.NOT_READY_EXHAUSTED,
            Reason.Dead.EXPIRED,
            Reason.Dead.REJECTED,
            Reason.Dead.CONVERSATION_NOT_IN_ORGANIZATION);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One that stands there. */
    private record Letter(ClosedConversation conversation, Reason.Dead reason) {

        String id() {
            return conversation.id().value();
        }
    }

    @Test
    void whatIsSelectedIsReplayedOnceThoughTheReplayIsKilledHalfWay() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(3), "[1s, 2s]", "2s")) {
            List<Letter> flood = flood(stage, LETTERS);
            OrganizationId first = stage.genesys().scenario().organization(1);
            OrganizationId second = stage.genesys().scenario().organization(2);
            Set<String> selected = ids(flood, first, Reason.Dead.REJECTED, Reason.Dead.EXPIRED);
            String[] selection = {"--org", first.value(), "--reason", "REJECTED", "--reason", "EXPIRED"};

            assertThat(listed(stage, "--limit", "10000"))
                    .extracting(card -> card.path("conversationId").asString())
                    .containsExactlyInAnyOrderElementsOf(
                            flood.stream().map(Letter::id).toList());
            assertThat(listed(stage, selection))
                    .extracting(card -> card.path("conversationId").asString())
                    .containsExactlyInAnyOrderElementsOf(selected);
            aDeadLetterIsShown(stage, listed(stage, selection).getFirst());

            String plan = done(stage.wrapup().run("dead-letters replay", selection));
            assertThat(plan)
                    .contains("To be REPLAYED: %,d dead letters".formatted(selected.size()))
                    .contains("At 50 a second it takes %d s.".formatted(selected.size() / 50))
                    .contains("Nothing was done");
            assertThat(stage.topics().all("closures"))
                    .as("after the plan alone")
                    .isEmpty();

            try (Child replay = stage.wrapup()
                    .start("dead-letters replay", with(selection, "--yes", "--rate", "50", "--note", "first try"))) {
                await().pollInterval(Duration.ofMillis(50))
                        .atMost(PATIENCE)
                        .until(() -> stage.topics().all("closures").size() > selected.size() / 3);
                replay.kill();
            }
            int before = stage.topics().all("closures").size();
            assertThat(before).as("killed half-way").isBetween(selected.size() / 3, selected.size() - 1);

            String output = done(stage.wrapup()
                    .run(
                            "dead-letters replay",
                            with(selection, "--yes", "--rate", "1000", "--by", "zoe", "--note", "the path is mended")));
            assertThat(output).contains("100 %").containsPattern("REPLAYED: ([0-9,]+) of \\1\n");
            assertThat(done(stage.wrapup().run("dead-letters replay", with(selection, "--yes"))))
                    .as("once more")
                    .contains("REPLAYED: 0 of 0");

            everySelectedOneIsReplayedOnce(stage, selected);
            assertThat(listed(stage, "--limit", "10000")).as("still open").hasSize(LETTERS - selected.size());
            assertThat(listed(stage, "--limit", "10000", "--all")).as("all").hasSize(LETTERS);
            aWorkerDeliversThemAndNoOther(stage, selected);
            whatIsDiscardedIsWrittenDownAndNothingElse(stage, second, ids(flood, second, Reason.Dead.EXPIRED));
        }
    }

    @Test
    void aReplayThatIsInterruptedSaysHowManyItSentBackAndIsRunAgainForTheRest() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s]", "2s")) {
            flood(stage, 100);

            String words = interrupted(stage);
            Matcher told = Pattern.compile("Interrupted; REPLAYED: ([0-9]+) of 100, as far as is known\\. Run it again")
                    .matcher(words);
            assertThat(told.find()).as(words).isTrue();
            int sentBack = Integer.parseInt(told.group(1));
            assertThat(sentBack).isBetween(2, 99);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(stage.topics().all("closures")).hasSize(sentBack));

            int rest = 100 - sentBack;
            assertThat(done(stage.wrapup().run("dead-letters replay", "--yes", "--rate", "1000")))
                    .contains("REPLAYED: %d of %d\n".formatted(rest, rest));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(stage.topics().all("closures")).hasSize(100));
        }
    }

    /** What it says that is told to stop (SIGTERM) once it has sent back two, at one a second. */
    private static String interrupted(Stage stage) throws IOException {
        try (Child replay = stage.wrapup().start("dead-letters replay", "--yes", "--rate", "1")) {
            await().atMost(PATIENCE).until(() -> stage.topics().all("closures").size() >= 2);
            replay.process().toHandle().destroy(); // Process.destroy would close its output before its last words
            assertThat(replay.hasEndedWithin(PATIENCE)).isTrue();
            assertThat(replay.process().exitValue()).isNotZero();
            return new String(replay.process().getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static void aDeadLetterIsShown(Stage stage, JsonNode card) throws InterruptedException {
        String shown =
                done(stage.wrapup().run("dead-letters show", card.path("place").asString(), "--json"));
        JsonNode page = JSON.readTree(shown.substring(shown.indexOf('{')));

        assertThat(page.path("deadLetter")).isEqualTo(card);
        assertThat(page.path("contents")
                        .path("event")
                        .path("json")
                        .path("source")
                        .asString())
                .contains(card.path("organizationId").asString());
        assertThat(page.path("contents").path("headers").toString()).contains("wrapup-reason");
        assertThat(page.path("history")).hasSize(1);
        assertThat(page.path("history").path(0).path("outcome").asString()).isEqualTo("DEAD");
    }

    private static void everySelectedOneIsReplayedOnce(Stage stage, Set<String> selected) {
        assertThat(stage.topics().all("closures"))
                .as("sent back")
                .hasSize(selected.size())
                .allSatisfy(record -> {
                    assertThat(TopicReader.header(record, "wrapup-replays")).isEqualTo("1");
                    assertThat(TopicReader.header(record, "wrapup-pass")).isEqualTo("0");
                });
        assertThat(stage.topics().all("closures"))
                .extracting(DeadLettersIT::whatStays)
                .isSubsetOf(stage.topics().all("dead-letter").stream()
                        .map(DeadLettersIT::whatStays)
                        .toList());
        List<JsonNode> replayed = stage.topics().ledger().stream()
                .filter(entry -> entry.path("outcome").asString().equals("REPLAYED"))
                .toList();
        assertThat(replayed)
                .extracting(entry -> entry.path("conversationId").asString())
                .as("each once")
                .hasSize(selected.size())
                .containsExactlyInAnyOrderElementsOf(selected);
        assertThat(replayed)
                .extracting(entry -> entry.path("resolution").path("deadLetter").asString())
                .doesNotHaveDuplicates()
                .allSatisfy(place -> assertThat(place).startsWith(stage.topic("dead-letter") + "-"));
        assertThat(replayed)
                .extracting(entry -> entry.path("resolution").path("note").asString())
                .contains("first try", "the path is mended");
        assertThat(replayed)
                .filteredOn(entry ->
                        entry.path("resolution").path("note").asString().equals("the path is mended"))
                .allSatisfy(
                        entry -> assertThat(entry.path("resolution").path("by").asString())
                                .isEqualTo("zoe"));
    }

    /** Of one that is sent back: its bytes, its organization, and where and when it first appeared. */
    private static String whatStays(ConsumerRecord<byte[], byte[]> record) {
        return String.join(
                " ",
                new String(record.key(), UTF_8),
                TopicReader.header(record, "wrapup-origin"),
                TopicReader.header(record, "wrapup-first-seen"),
                new String(record.value(), UTF_8));
    }

    private static void aWorkerDeliversThemAndNoOther(Stage stage, Set<String> selected) throws InterruptedException {
        stage.startWorker();
        stage.genesys().truth().awaitDelivered(selected.size(), PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stage.topics().ledger())
                        .filteredOn(entry -> entry.path("outcome").asString().equals("DELIVERED"))
                        .hasSize(selected.size()));

        Summary truth = stage.genesys().truth().summary();
        assertThat(truth.delivered()).isEqualTo(selected.size());
        assertThat(truth.duplicateWrapUps()).isZero();
        assertThat(stage.topics().ledger())
                .filteredOn(entry -> entry.path("outcome").asString().equals("DELIVERED"))
                .allSatisfy(entry -> {
                    assertThat(selected).contains(entry.path("conversationId").asString());
                    assertThat(entry.path("replays").asInt()).isEqualTo(1);
                });
    }

    private static void whatIsDiscardedIsWrittenDownAndNothingElse(
            Stage stage, OrganizationId organization, Set<String> discarded) throws InterruptedException {
        int closures = stage.topics().all("closures").size();

        done(stage.wrapup()
                .run(
                        "dead-letters discard",
                        "--org",
                        organization.value(),
                        "--reason",
                        "EXPIRED",
                        "--yes",
                        "--rate",
                        "5000"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stage.topics().ledger())
                        .filteredOn(entry -> entry.path("outcome").asString().equals("DISCARDED"))
                        .extracting(entry -> entry.path("conversationId").asString())
                        .containsExactlyInAnyOrderElementsOf(discarded));
        assertThat(stage.topics().all("closures")).hasSize(closures);
        assertThat(listed(stage, "--org", organization.value(), "--reason", "EXPIRED"))
                .isEmpty();
    }

    /** As workers leave them: the record and its ledger entry. */
    private static List<Letter> flood(Stage stage, int letters) throws Exception {
        List<Letter> flood = new ArrayList<>();
        List<Future<?>> sent = new ArrayList<>();
        List<ClosedConversation> closed = stage.close(letters);
        try (KafkaProducer<byte[], byte[]> producer = stage.producer()) {
            for (int n = 0; n < letters; n++) {
                Letter letter = new Letter(closed.get(n), REASONS.get(n / 3 % REASONS.size()));
                flood.add(letter);
                stage.genesys().emitted(letter.conversation().id());
                for (ProducerRecord<byte[], byte[]> record : buried(letter, n, stage)) {
                    sent.add(producer.send(record));
                }
            }
            for (Future<?> each : sent) {
                each.get();
            }
        }
        return flood;
    }

    private static List<ProducerRecord<byte[], byte[]>> buried(Letter letter, int n, Stage stage) {
        ClosedConversation conversation = letter.conversation();
        Instant now = new SystemClock().now();
        Trail trail = new Trail("wrapup.closures-0@" + n, now, new Effort(2, 6, 8, 0), true, null, "correlation-" + n);
        byte[] key = Partitioning.key(conversation.organization());
        Closure closure = new Closure(
                conversation.organization(), conversation.id(), conversation.closedAt(), "closing", "event-" + n);
        return List.of(
                new ProducerRecord<>(
                        stage.topic("dead-letter"),
                        null,
                        key,
                        conversation.event(),
                        TrailHeaders.moving(new RecordHeaders(), trail, new Hop(letter.reason(), "in words", null))),
                new ProducerRecord<>(
                        stage.topic("ledger"),
                        key,
                        LedgerEntry.of(
                                        new LedgerEntry.Ending(
                                                LedgerEntry.Final.DEAD, letter.reason(), "in words", null),
                                        closure,
                                        trail,
                                        now,
                                        "a-worker")
                                .toJson()));
    }

    private static Set<String> ids(List<Letter> flood, OrganizationId organization, Reason.Dead... reasons) {
        return flood.stream()
                .filter(letter -> letter.conversation().organization().equals(organization))
                .filter(letter -> List.of(reasons).contains(letter.reason()))
                .map(Letter::id)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<JsonNode> listed(Stage stage, String... options) throws InterruptedException {
        return done(stage.wrapup().run("dead-letters list", with(options, "--json")))
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(JSON::readTree)
                .toList();
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String done(Wrapup.Result result) {
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
