package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Fault;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.worker.diagnose.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code wrapup diagnose}, as shipped: it names the right cause of each case, and sends no wrap-up. */
class DiagnoseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Organizations 1 and 2 behind one client of the vendor's, organization 3 with its own. */
    private static final Scenario SCENARIO = new Scenario(
            1,
            Scenario.clientEach(3).organizations(),
            List.of(
                    Scenario.oneClient(2).clients().getFirst(),
                    Scenario.clientEach(3).clients().get(2)));

    private static final OrganizationId ORG_1 = SCENARIO.organization(1);
    private static final OrganizationId ORG_2 = SCENARIO.organization(2);

    private static Stage stage;

    @BeforeAll
    static void start() throws Exception {
        stage = new Stage(SCENARIO, "[5m]", "0s");
        stage.startWorker();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @AfterEach
    void noWrapUpWasSentByIt() {
        stage.genesys().faults(ORG_1).clear();
        stage.genesys().loginFaults().clear();
        assertThat(stage.genesys().truth().conversations().stream()
                        .flatMap(id -> stage.genesys().truth().history(id).stream())
                        .flatMap(history -> history.requests().stream())
                        .filter(request -> "wrapup (diagnose)".equals(request.agent()))
                        .filter(request -> request.call() != Call.VERIFY))
                .isEmpty();
    }

    @Test
    void theRace() throws Exception {
        ClosedConversation closed = stage.genesys().closeConversation(ORG_1);
        stage.genesys().neverReady(closed.id());
        stage.produce(List.of(closed));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stage.topics().all("delay.5m"))
                        .anyMatch(record -> "INTERACTION_NOT_READY".equals(TopicReader.header(record, "wrapup-reason"))
                                && new String(record.value(), UTF_8)
                                        .contains(closed.id().value())));

        JsonNode diagnosis = diagnose(stage.wrapup(), closed.id(), Verdict.RACE, "CERTAIN");

        assertThat(evidence(diagnosis))
                .anyMatch(line -> line.contains("waits in " + stage.topic("delay.5m")))
                .anyMatch(line -> line.contains("INTERACTION_NOT_READY"))
                .anyMatch(line -> line.contains("200, ended, without the wrap-up"));
        assertThat(stage.genesys().truth().history(closed.id()).orElseThrow().requests())
                .as("what is held against it in the end can be seen")
                .anyMatch(request -> "wrapup (diagnose)".equals(request.agent()) && request.call() == Call.VERIFY);
    }

    @Test
    void theRaceOfAConversationThatNobodyHasTriedYet() throws Exception {
        ConversationId id = stage.genesys().closeConversation(ORG_1).id();

        diagnose(stage.wrapup(), id, Verdict.RACE, "POSSIBLE");
    }

    @Test
    void theWrongOrganization() throws Exception {
        ConversationId id = stage.genesys().closeConversation(ORG_2).id();

        JsonNode diagnosis = diagnose(stage.wrapup(), id, Verdict.WRONG_ORGANIZATION, "CERTAIN");

        assertThat(evidence(diagnosis))
                .anyMatch(line -> line.startsWith("org-1, GET conversation: 404"))
                .anyMatch(line -> line.startsWith("org-2, GET conversation: 200"));
    }

    @Test
    void theMissingHeader() throws Exception {
        ConversationId id = stage.genesys().closeConversation(ORG_1).id();
        Wrapup misspelt = with(yaml -> yaml.replace("genesys:\n", "genesys:\n  organizationHeader: X-Organization\n"));

        diagnose(misspelt, id, Verdict.DEFAULT_TENANT, "CERTAIN");
    }

    @Test
    void theBadSecret() throws Exception {
        ConversationId id = stage.genesys().closeConversation(ORG_1).id();
        Wrapup wrong = with(yaml -> yaml.replace("appfoundry-secret", "not-the-secret"));

        JsonNode diagnosis = diagnose(wrong, id, Verdict.BAD_CREDENTIALS, "CERTAIN");

        assertThat(diagnosis.toString()).contains("status 401").doesNotContain("not-the-secret");
    }

    @Test
    void theMissingPermission() throws Exception {
        ConversationId id = stage.genesys().closeConversation(ORG_1).id();
        stage.genesys().faults(ORG_1).always(Fault.status(403), Call.VERIFY);

        JsonNode diagnosis = diagnose(stage.wrapup(), id, Verdict.MISSING_PERMISSION, "CERTAIN");

        assertThat(evidence(diagnosis))
                .anyMatch(line -> line.contains("authorizedScope conversations scripts"))
                .anyMatch(line -> line.contains("status 403: missing.permissions"));
    }

    @Test
    void theMissingPermissionOfTheWrapUpAlone() throws Exception {
        ClosedConversation closed = stage.genesys().closeConversation(ORG_1);
        stage.genesys().faults(ORG_1).always(Fault.status(403), Call.SEND);
        stage.produce(List.of(closed));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stage.topics().all("delay.5m"))
                        .anyMatch(record -> "CREDENTIALS_REFUSED".equals(TopicReader.header(record, "wrapup-reason"))
                                && new String(record.value(), UTF_8)
                                        .contains(closed.id().value())));

        diagnose(stage.wrapup(), closed.id(), Verdict.MISSING_PERMISSION, "LIKELY");
    }

    @Test
    void theTokenOfAnotherOrganization() throws Exception {
        ConversationId id = stage.genesys().closeConversation(ORG_1).id();
        Wrapup swapped = with(yaml -> yaml.replaceFirst("credentials: appfoundry", "credentials: org-3-client"));

        JsonNode diagnosis = diagnose(swapped, id, Verdict.TOKEN_OF_ANOTHER_ORGANIZATION, "LIKELY");

        assertThat(evidence(diagnosis)).anyMatch(line -> line.contains("answers for another organization: org-3"));
    }

    @Test
    void theConversationThatIsStillOpen() throws Exception {
        diagnose(stage.wrapup(), stage.genesys().openConversation(ORG_1), Verdict.CONVERSATION_OPEN, "CERTAIN");
    }

    @Test
    void theConversationThatIsWrappedUp() throws Exception {
        ClosedConversation closed = stage.genesys().closeConversation(ORG_1);
        stage.produce(List.of(closed));
        await().atMost(PATIENCE)
                .until(() -> stage.topics()
                        .ledgerByConversation()
                        .containsKey(closed.id().value()));

        JsonNode diagnosis = diagnose(stage.wrapup(), closed.id(), Verdict.ALREADY_WRAPPED_UP, "CERTAIN");

        assertThat(evidence(diagnosis))
                .anyMatch(line -> line.startsWith("ledger: DELIVERED ACCEPTED"))
                .anyMatch(line -> line.startsWith("readiness of org-1"))
                .noneMatch(line -> line.contains("waits in"));
    }

    @Test
    void theUnknownId() throws Exception {
        JsonNode diagnosis = diagnose(
                stage.wrapup(),
                new ConversationId(UUID.randomUUID().toString()),
                Verdict.UNKNOWN_CONVERSATION,
                "LIKELY");

        assertThat(evidence(diagnosis))
                .filteredOn(line -> line.contains("GET conversation: 404"))
                .hasSize(3);
    }

    /** With a limit of which a tenth is one request: of two organizations behind one client the first is asked. */
    @Test
    void whomItDidNotAskItSaysAndAsksOnDemand() throws Exception {
        Wrapup narrow = with(yaml -> yaml.replaceFirst("requestsPerMinute: \\d+", "requestsPerMinute: 10"));
        String[] question = {
            "--org",
            "org-3",
            "--conversation",
            stage.genesys().closeConversation(ORG_2).id().value()
        };

        Wrapup.Result narrowly = narrow.run("diagnose", question);
        assertThat(narrowly.exitCode()).as(narrowly.output()).isEqualTo(Verdict.UNKNOWN_CONVERSATION.exitCode());
        assertThat(narrowly.output()).contains("(possible)", "1 of 2 other organizations were not asked");

        Wrapup.Result widely = narrow.run("diagnose --all-organizations", question);
        assertThat(widely.exitCode()).as(widely.output()).isEqualTo(Verdict.WRONG_ORGANIZATION.exitCode());
        assertThat(widely.output()).contains("org-2, GET conversation: 200").doesNotContain("not asked");
    }

    static Stream<Fault> failures() {
        return Stream.of(Fault.status(503), Fault.drop(), Fault.html(200), Fault.garbage());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void thePlatformThatIsDown(Fault fault) throws Exception {
        ConversationId id = stage.genesys().closeConversation(ORG_1).id();
        stage.genesys().faults(ORG_1).always(fault);

        diagnose(stage.wrapup(), id, Verdict.PLATFORM_UNAVAILABLE, "CERTAIN");
    }

    @Test
    void thePlatformThatDoesNotAnswerInTime() throws Exception {
        ConversationId id = stage.genesys().closeConversation(ORG_1).id();
        stage.genesys().faults(ORG_1).always(Fault.hang(Duration.ofMinutes(1)));

        Wrapup hasty = with(yaml -> yaml.replace("    wrapUp:\n", "    requestTimeout: 1s\n    wrapUp:\n"));
        diagnose(hasty, id, Verdict.PLATFORM_UNAVAILABLE, "CERTAIN");
    }

    @Test
    void thePlatformThatIsNotThereAndWhatKafkaKnowsNevertheless() throws Exception {
        ClosedConversation closed = stage.genesys().closeConversation(ORG_1);
        stage.produce(List.of(closed));
        await().atMost(PATIENCE)
                .until(() -> stage.topics()
                        .ledgerByConversation()
                        .containsKey(closed.id().value()));
        Wrapup refused = with(yaml -> yaml.replace(stage.genesys().url(), "http://localhost:1"));

        JsonNode diagnosis = diagnose(refused, closed.id(), Verdict.PLATFORM_UNAVAILABLE, "CERTAIN");

        assertThat(evidence(diagnosis)).anyMatch(line -> line.startsWith("ledger: DELIVERED ACCEPTED"));
    }

    @Test
    void theDeadLetterThatNobodyReplayed() throws Exception {
        ClosedConversation closed = stage.genesys().closeConversation(ORG_1);
        stage.produce(List.of(closed), "dead-letter");

        JsonNode diagnosis = diagnose(stage.wrapup(), closed.id(), Verdict.NOT_ATTEMPTED, "LIKELY");

        assertThat(evidence(diagnosis)).anyMatch(line -> line.startsWith("Kafka: dead letter " + stage.topic("dead-")));
        assertThat(diagnosis.path("advice").asString()).endsWith("replay its dead letter.");
    }

    @Test
    void theLimitOfRequests() throws Exception {
        ConversationId id = stage.genesys().closeConversation(ORG_1).id();
        stage.genesys().faults(ORG_1).always(Fault.status(429, Duration.ofSeconds(42)));

        diagnose(stage.wrapup(), id, Verdict.THROTTLED, "CERTAIN");
    }

    @Test
    void withoutKafkaThePlatformsSideIsDiagnosedAndWhatCouldNotBeSeenIsSaid() throws Exception {
        ConversationId id = stage.genesys().openConversation(ORG_1);
        Wrapup alone = with(yaml -> yaml.replace(stage.bootstrapServers(), "localhost:1"));

        JsonNode diagnosis = diagnose(alone, id, Verdict.CONVERSATION_OPEN, "CERTAIN");

        assertThat(diagnosis.path("unseen").valueStream().map(JsonNode::asString))
                .hasSize(1)
                .allMatch(line -> line.startsWith("Kafka: "));
    }

    @Test
    void inWordsForAPersonByTheOrganizationsId() throws Exception {
        ConversationId id = stage.genesys().openConversation(ORG_1);

        Wrapup.Result result = stage.wrapup().run("diagnose", "--org", ORG_1.value(), "--conversation", id.value());

        assertThat(result.exitCode()).isEqualTo(Verdict.CONVERSATION_OPEN.exitCode());
        assertThat(result.output())
                .contains("org-1, conversation " + id + ": CONVERSATION_OPEN (certain)")
                .contains("What to do: Wait until it has ended.", "Evidence:", "200, still open")
                .doesNotContain("Could not be seen");
    }

    private static Wrapup with(UnaryOperator<String> change) throws IOException {
        String yaml = Files.readString(stage.wrapup().configuration());
        assertThat(change.apply(yaml)).isNotEqualTo(yaml);
        return Wrapup.configured(change.apply(yaml));
    }

    private static JsonNode diagnose(Wrapup wrapup, ConversationId id, Verdict verdict, String sureness)
            throws InterruptedException {
        Wrapup.Result result = wrapup.run("diagnose", "--org", "org-1", "--conversation", id.value(), "--json");
        String line = result.output()
                .lines()
                .filter(each -> each.startsWith("{\"verdict\""))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.output()));
        JsonNode diagnosis = new JsonMapper().readTree(line);
        assertThat(diagnosis.path("verdict").asString()).as(line).isEqualTo(verdict.name());
        assertThat(diagnosis.path("sureness").asString()).as(line).isEqualTo(sureness);
        assertThat(result.exitCode()).as(line).isEqualTo(verdict.exitCode());
        return diagnosis;
    }

    private static List<String> evidence(JsonNode diagnosis) {
        return diagnosis.path("evidence").valueStream().map(JsonNode::asString).toList();
    }
}
