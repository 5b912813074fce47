package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.Closure;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Fault;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.SimulatedGenesys;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import dev.wrapup.sandbox.kafka.ServerKeys;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.time.SystemClock;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.diagnose.Verdict;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands and workers on a broker with TLS, SASL/SCRAM and ACLs: with exactly the ACLs of docs/operations.md. */
class SecuredBrokerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PASSWORD = "open, sesame";
    private static final String KEY = "the-key-of-the-front-door";
    private static final List<String> COMMANDS =
            List.of("topics", "check", "ingest", "work", "status", "history", "diagnose", "dead-letters");
    private static final List<String> TOPICS =
            List.of("closures", "delay.1s", "delay.3s", "dead-letter", "ledger", "workers");
    private static final String[] QUICK = {"-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

    /** As many commands at once as keep two processors busy. */
    private static final int AT_ONCE = 4;

    private static final Scenario SCENARIO = Scenario.oneClient(2);

    @TempDir
    private static Path folder;

    private static SecuredBroker broker;
    private static SimulatedGenesys genesys;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        broker = new SecuredBroker(folder);
        genesys = SimulatedGenesys.start(SCENARIO, new SystemClock());
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        genesys.stop();
        broker.close();
    }

    @Test
    void theListedAclsAreEnoughForEveryCommand() throws Exception {
        for (String command : COMMANDS) {
            enrol(command + "-of-enough", "enough", AclTable.of(command));
        }

        assertEndsWell(as("topics-of-enough", "enough").run("topics"));
        assertEndsWell(as("topics-of-enough", "enough").run("topics"));
        assertEndsWell(as("check-of-enough", "enough").run("check", "--online"));
        try (WorkerProcess ingest = as("ingest-of-enough", "enough").startIngest();
                WorkerProcess worker = as("work-of-enough", "enough").startWorker()) {
            List<ClosedConversation> closed = close(6);
            genesys.faults(SCENARIO.organization(1)).next(1, Fault.status(503)); // it takes a delay
            for (ClosedConversation each : closed.subList(0, 5)) {
                assertThat(post(ingest.eventsUrl(), each.event())).isEqualTo(202);
            }
            assertThat(post(ingest.eventsUrl(), strangersClosure())).isEqualTo(202);
            broker.produce(List.of(misplaced("enough", closed.getLast())));

            TopicReader topics = new TopicReader(broker.bootstrapServers(), "enough");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(topics.ledger()).as(worker.log()).hasSize(7));
            assertThat(topics.ledger())
                    .extracting((JsonNode entry) -> entry.path("outcome").asString())
                    .containsOnlyOnce("DEAD");
            assertThat(topics.all("delay.1s")).isNotEmpty();
            assertThat(topics.all("dead-letter")).hasSize(1);
            Wrapup.Result diagnosis = diagnose(
                    as("diagnose-of-enough", "enough"), closed.getFirst().id());
            assertEndsWell(diagnosis);
            assertThat(diagnosis.output()).contains("ledger: DELIVERED").doesNotContain("Could not be seen");
            assertEndsWell(as("status-of-enough", "enough").run("status"));
            assertThat(run(as("history-of-enough", "enough"), "history").output())
                    .contains("7 entries were searched");
            assertThat(ingest.stop(PATIENCE)).isZero();
            assertThat(worker.stop(PATIENCE)).isZero();
            Wrapup deadLetters = as("dead-letters-of-enough", "enough");
            assertThat(deadLetters.run("dead-letters list").output()).contains("1 dead letters");
            assertThat(deadLetters.run("dead-letters replay", "--yes").output()).contains("REPLAYED: 1 of 1");
        }
    }

    @Test
    void withoutAnyOneOfThemTheCommandFailsAndSaysWhatItMisses() throws Exception {
        List<AclTable.Grant> grants = AclTable.all();
        try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> trials = new ArrayList<>();
            for (int i = 0; i < grants.size(); i++) {
                AclTable.Grant missing = grants.get(i);
                String prefix = "without-" + i;
                trials.add(executor.submit(() -> assertNeeded(missing, prefix)));
            }
            for (Future<?> trial : trials) {
                trial.get();
            }
        }
    }

    private static Object assertNeeded(AclTable.Grant missing, String prefix) throws Exception {
        String command = missing.command();
        List<AclTable.Grant> others = AclTable.of(command).stream()
                .filter(grant -> !grant.equals(missing))
                .toList();
        enrol(prefix, prefix, others);
        broker.topics(prefix, command.equals("topics") ? TOPICS.subList(0, 1) : TOPICS);
        broker.produce(List.of(
                misplaced(prefix, genesys.closeConversation(SCENARIO.organization(1))),
                record(prefix, "not JSON".getBytes(UTF_8)),
                record(prefix, notFound())));

        if (command.equals("dead-letters") || command.equals("console")) {
            broker.produce(List.of(
                    new ProducerRecord<>(prefix + ".dead-letter", notFound()),
                    new ProducerRecord<>(prefix + ".ledger", "an entry of old".getBytes(UTF_8)))); // or none is read
        }
        if (isForForecastsAlone(missing)) {
            broker.produce(List.of(new ProducerRecord<>(prefix + ".ledger", "an entry of old".getBytes(UTF_8))));
            return assertGoesOn(as(prefix, prefix));
        }
        if (command.equals("console")) {
            return assertToldByTheConsole(as(prefix, prefix), missing);
        }
        Wrapup.Result result = run(as(prefix, prefix), command);

        assertRefused(result, command, "without " + missing);
        assertThat(result.output()).as("without %s", missing).contains("ACLs that docs/operations.md lists");
        return result;
    }

    /** A worker that may not read the ledger back learns anew, and says what it misses. */
    private static boolean isForForecastsAlone(AclTable.Grant grant) {
        return grant.command().equals("work")
                && grant.name().equals("wrapup.ledger")
                && grant.operation() == AclOperation.READ;
    }

    private static Object assertGoesOn(Wrapup wrapup) throws Exception {
        try (WorkerProcess worker = wrapup.startWorker()) {
            await().atMost(PATIENCE).until(() -> worker.log().contains("ACLs that docs/operations.md lists"));
            assertThat(worker.log()).contains("The ledger cannot be read");
            assertThat(worker.isRunning()).isTrue();
            return worker;
        }
    }

    /** The console goes on with what it can see, and says what it misses where that is shown, or once it is to be done. */
    private static Object assertToldByTheConsole(Wrapup wrapup, AclTable.Grant missing) throws Exception {
        try (WorkerProcess console = wrapup.startConsole()) {
            String order = replayTheFirstDeadLetter(console);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(order
                                    + ask(console, "conversations/" + UUID.randomUUID())
                                    + ask(console, "overview"))
                            .as("without %s", missing)
                            .contains("ACLs that docs/operations.md lists"));
            return console;
        }
    }

    @Test
    void theListedAclsAreEnoughForTheConsole() throws Exception {
        enrol("console-of-enough", "enough-to-see", AclTable.of("console"));
        broker.topics("enough-to-see", TOPICS);
        broker.produce(List.of(new ProducerRecord<>("enough-to-see.dead-letter", notFound())));
        try (WorkerProcess console = as("console-of-enough", "enough-to-see").startConsole()) {
            await("a search has its time: the first one also connects")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(JSON.readTree(ask(console, "conversations/" + UUID.randomUUID()))
                                    .path("unseen"))
                            .isEmpty());
            replayTheFirstDeadLetter(console);
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode overview = JSON.readTree(ask(console, "overview"));
                assertThat(overview.path("errand").path("stage").asString("")).isEqualTo("DONE");
                assertThat(overview.path("sources"))
                        .hasSize(4)
                        .allMatch(source -> source.has("at") && !source.has("failure"));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"half, Read", "half-described, Describe"})
    void theConsoleShowsTheRestOfWhatItMayNotSee(String prefix, String lost) throws Exception {
        List<String> unseen = List.of("wrapup.dead-letter", "wrapup.workers");
        List<AclTable.Grant> grants = new ArrayList<>(AclTable.of("console").stream()
                .filter(grant -> !unseen.contains(grant.name()))
                .toList());
        if (lost.equals("Describe")) {
            unseen.forEach(topic -> grants.add(new AclTable.Grant(
                    "console", ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.DESCRIBE)));
        }
        enrol(prefix, prefix, grants);
        broker.topics(prefix, TOPICS);
        String conversation = UUID.randomUUID().toString();
        broker.produce(List.of(
                new ProducerRecord<>(prefix + ".dead-letter", notFound()),
                new ProducerRecord<>(prefix + ".workers", "a state".getBytes(UTF_8)),
                delivered(prefix, conversation)));
        try (WorkerProcess console = as(prefix, prefix).startConsole()) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode trace = JSON.readTree(ask(console, "conversations/" + conversation));
                assertThat(trace.path("standing")
                                .path(0)
                                .path("entry")
                                .path("outcome")
                                .asString(""))
                        .isEqualTo("DELIVERED");
                assertThat(trace.path("ledgerComplete").asBoolean()).isTrue();
                assertThat(trace.path("unseen"))
                        .singleElement()
                        .satisfies(line -> assertThat(line.asString())
                                .startsWith("all dead letters: ")
                                .contains("ACLs that docs/operations.md lists"));
            });
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode overview = JSON.readTree(ask(console, "overview"));
                JsonNode sources = overview.path("sources");
                assertThat(sources.path("workers").path("failure").asString("")).contains(prefix + ".workers");
                assertThat(sources.path("deadLetters").path("failure").asString(""))
                        .contains(prefix + ".dead-letter");
                assertThat(sources.path("hour").has("at")).isTrue();
                assertThat(overview.path("organizations").path(0).path("deliveries"))
                        .anyMatch(minute -> minute.asInt() == 1);
            });
        }
    }

    private static ProducerRecord<byte[], byte[]> delivered(String prefix, String conversation) {
        OrganizationId organization = SCENARIO.organization(1);
        Instant now = Instant.now();
        Trail trail = new Trail(prefix + ".closures-0@0", now, Effort.NONE, false, null, null);
        Closure closure = new Closure(organization, new ConversationId(conversation), now, "a type", "event");
        LedgerEntry.Ending ending =
                new LedgerEntry.Ending(LedgerEntry.Final.DELIVERED, Reason.Delivered.ACCEPTED, null, now);
        return new ProducerRecord<>(
                prefix + ".ledger",
                organization.value().getBytes(UTF_8),
                LedgerEntry.of(ending, closure, trail, now, "worker").toJson());
    }

    /** Asks for the plan, and gives the order if there is one; what was answered. */
    private static String replayTheFirstDeadLetter(WorkerProcess console) throws Exception {
        String filter = "\"place\":[\"0@0\"]";
        String answer = tell(console, "plan", "{\"outcome\":\"REPLAYED\",\"filter\":{" + filter + "}}");
        JsonNode plan = JSON.readTree(answer);
        if (plan.has("error")) {
            return answer;
        }
        assertThat(plan.path("count").asInt()).isEqualTo(1);
        return tell(console, "errand", """
                {"outcome":"REPLAYED","by":"Ada","expected":1,"fingerprint":"%s","filter":{%s,"until":"%s"}}""".formatted(
                plan.path("fingerprint").asString(), filter, plan.path("until").asString()));
    }

    private static String ask(WorkerProcess console, String question) throws Exception {
        HttpResponse<String> answer =
                http.send(ofConsole(console, question).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String tell(WorkerProcess console, String change, String body) throws Exception {
        HttpRequest request = ofConsole(console, change)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static HttpRequest.Builder ofConsole(WorkerProcess console, String path) throws Exception {
        return HttpRequest.newBuilder(console.healthUrl().resolve("/console/api/" + path))
                .header("Authorization", "Bearer " + KEY);
    }

    @Test
    void aWrongPasswordEndsEveryCommandWithOneClearSentence() throws Exception {
        for (String command : COMMANDS) {
            broker.user(command + "-of-wrong", "not " + PASSWORD);
        }

        assertEveryCommand(
                command -> as(command + "-of-wrong", "wrong"), "check the user and password in kafka.sasl.jaas.config");
    }

    @Test
    void aCertificateThatNobodyTrustsEndsEveryCommandWithOneClearSentence() throws Exception {
        Path another = ServerKeys.make(folder, "another", "ip:127.0.0.1").certificate();

        assertEveryCommand(
                command -> configured(broker.yaml(command, another), "untrusted"),
                "make kafka.ssl.truststore.location the certificate");
    }

    private static void assertEveryCommand(Function<String, Wrapup> wrapup, String advice) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
            Map<String, Future<Wrapup.Result>> results = new LinkedHashMap<>();
            COMMANDS.forEach(command ->
                    results.put(command, executor.submit(() -> run(wrapup.apply(command), command))));
            for (Map.Entry<String, Future<Wrapup.Result>> each : results.entrySet()) {
                assertRefused(each.getValue().get(), each.getKey(), each.getKey());
                assertThat(each.getValue().get().output()).as(each.getKey()).containsOnlyOnce(advice);
            }
        }
    }

    @Test
    void anAclThatIsTakenAwayUnderWayEndsTheWorkerAndNothingIsLostOrDoubled() throws Exception {
        List<AclTable.Grant> grants = AclTable.of("work");
        enrol("robbed", "robbed", grants);
        broker.topics("robbed", TOPICS);
        AclBinding toLedger = grants.stream()
                .filter(grant -> grant.name().equals("wrapup.ledger") && grant.operation() == AclOperation.WRITE)
                .findFirst()
                .orElseThrow()
                .to("robbed", "robbed");
        TopicReader topics = new TopicReader(broker.bootstrapServers(), "robbed");
        List<ClosedConversation> closed = close(20);
        Wrapup wrapup = as("robbed", "robbed");

        try (WorkerProcess worker = wrapup.startWithIngest()) {
            for (ClosedConversation each : closed.subList(0, 10)) {
                assertThat(post(worker.eventsUrl(), each.event())).isEqualTo(202);
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(topics.ledger()).hasSize(10));
            broker.deny(toLedger);
            for (ClosedConversation each : closed.subList(10, 20)) {
                broker.produce(List.of(record("robbed", each.event())));
            }

            await().atMost(PATIENCE).until(() -> !worker.isRunning());
            assertRefused(new Wrapup.Result(worker.stop(PATIENCE), worker.log()), "work", "robbed");
            assertThat(worker.log()).contains("robbed.ledger", "docs/operations.md");
        }
        broker.allow(List.of(toLedger));
        try (WorkerProcess next = wrapup.startWorker()) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(topics.ledger()).as(next.log()).hasSize(20));
        }
        assertThat(topics.ledgerByConversation()).hasSize(20);
        assertThat(closed)
                .allSatisfy(each -> assertThat(
                                genesys.truth().history(each.id()).orElseThrow().wrapUps())
                        .hasSize(1));
    }

    @Test
    void theFrontDoorSays503OnceItMayNoLongerWrite() throws Exception {
        List<AclTable.Grant> grants = AclTable.of("ingest");
        enrol("muted", "muted", grants);
        broker.topics("muted", TOPICS);
        try (WorkerProcess ingest = as("muted", "muted").startIngest()) {
            byte[] event = close(1).getFirst().event();
            assertThat(post(ingest.eventsUrl(), event)).isEqualTo(202);

            broker.deny(grants.getFirst().to("muted", "muted"));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(post(ingest.eventsUrl(), event)).isEqualTo(503));
            await().atMost(PATIENCE) // its log comes by a pipe
                    .until(() -> ingest.log().contains("Not authorized to access topics: [muted.closures]"));

            broker.allow(List.of(grants.getFirst().to("muted", "muted")));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(post(ingest.eventsUrl(), event)).isEqualTo(202));
        }
    }

    @Test
    void theTableNamesEveryCommandAndNoOperationThatChangesOrDeletes() throws Exception {
        assertThat(AclTable.all()).extracting(AclTable.Grant::command).containsAll(COMMANDS);
        assertThat(AclTable.all())
                .extracting(AclTable.Grant::operation)
                .doesNotContain(
                        AclOperation.ALL,
                        AclOperation.UNKNOWN,
                        AclOperation.DELETE,
                        AclOperation.ALTER,
                        AclOperation.ALTER_CONFIGS);
    }

    private static void assertEndsWell(Wrapup.Result result) {
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    /** A diagnosis goes on with what it can see. */
    private static void assertRefused(Wrapup.Result result, String command, String what) {
        assertThat(result.exitCode())
                .as(what + ": " + result.output())
                .isEqualTo(command.equals("diagnose") ? Verdict.CONVERSATION_OPEN.exitCode() : 1);
        assertThat(result.output()).as(what).doesNotContain("\tat ", "Exception in thread", PASSWORD);
    }

    private static Wrapup.Result run(Wrapup wrapup, String command) throws InterruptedException {
        return switch (command) {
            case "check" -> wrapup.run(command, "--online");
            case "history" ->
                wrapup.run(command, "--conversation", UUID.randomUUID().toString());
            case "diagnose" -> diagnose(wrapup, genesys.openConversation(SCENARIO.organization(1)));
            case "dead-letters" -> wrapup.run("dead-letters replay", "--yes");
            default -> wrapup.run(command);
        };
    }

    private static Wrapup.Result diagnose(Wrapup wrapup, ConversationId conversation) throws InterruptedException {
        return wrapup.run(
                "diagnose", "--org", SCENARIO.organization(1).value(), "--conversation", conversation.value());
    }

    private static void enrol(String user, String prefix, List<AclTable.Grant> grants) throws InterruptedException {
        broker.user(user, PASSWORD);
        broker.allow(grants.stream().map(grant -> grant.to(user, prefix)).toList());
    }

    private static Wrapup as(String user, String prefix) {
        return configured(broker.yaml(user), prefix);
    }

    private static Wrapup configured(String kafka, String prefix) {
        return Wrapup.configured(kafka
                        + """
                        topics: { prefix: %s, partitions: 1, replicationFactor: 1 }
                        retry: { delays: [1s, 3s] }
                        readiness: { budget: 0s }
                        ingest: { port: 0, apiKey: %s }
                        admin: { port: 0, token: %s }
                        """.formatted(prefix, KEY, KEY)
                        + new WorkerConfiguration(SCENARIO, genesys.url()).yaml())
                .withJvm(QUICK)
                .withEnvironment(Map.of("KAFKA_PASSWORD", PASSWORD));
    }

    private static List<ClosedConversation> close(int conversations) {
        List<ClosedConversation> closed = new ArrayList<>();
        for (int i = 0; i < conversations; i++) {
            closed.add(genesys.closeConversation(SCENARIO.organization(1)));
        }
        return closed;
    }

    private static byte[] strangersClosure() {
        return GenesysEvents.closure(
                new OrganizationId("00000000-0000-4000-8000-000000000001"),
                new ConversationId(UUID.randomUUID().toString()),
                Instant.now());
    }

    private static byte[] notFound() {
        return GenesysEvents.closure(
                SCENARIO.organization(1), new ConversationId(UUID.randomUUID().toString()), Instant.now());
    }

    private static ProducerRecord<byte[], byte[]> record(String prefix, byte[] event) {
        byte[] key = SCENARIO.organization(1).value().getBytes(UTF_8);
        return new ProducerRecord<>(prefix + ".closures", key, event);
    }

    /** Under a key that is not its organization's, so that a worker has to write it to the closures once more. */
    private static ProducerRecord<byte[], byte[]> misplaced(String prefix, ClosedConversation closed) {
        return new ProducerRecord<>(prefix + ".closures", "a key".getBytes(UTF_8), closed.event());
    }

    private static int post(URI url, byte[] event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("X-Api-Key", KEY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
