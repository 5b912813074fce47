package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Fault;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.worker.observe.MonitoringFiles;
import dev.wrapup.worker.observe.PromQl;
import dev.wrapup.worker.observe.Scrape;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a worker as shipped shows on {@code /metrics} when all sorts of things happen to it, held against what the table, the
 * dashboard and the alerts speak of.
 */
class MetricsIT {

    private static final int MANY = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Scenario SCENARIO = Scenario.clientEach(4);

    /** It closes nothing. */
    private static final int IDLE = 4;

    /** Prometheus puts these on every series by itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

    /** Their values are an installation's own. */
    private static final Set<String> OF_AN_INSTALLATION =
            Set.of("org", "credentials", "topic", "partition", "client_id", "kafka_version");

    /** And this series it makes itself: whether it could scrape. */
    private static final String UP = "up";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Stage stage;
    private static Wrapup wrapup;
    private static WorkerProcess worker;
    private static int settled;
    private static Scrape before;
    private static Scrape after;

    @BeforeAll
    static void letAllSortsOfThingsHappen() throws Exception {
        stage = new Stage(SCENARIO, "[1s]", "2s");
        String yaml = Files.readString(stage.wrapup().configuration());
        wrapup = Wrapup.configured(yaml.replace("admin: { port: 0 }", "admin: { port: 0, token: sesame-open }"));
        worker = wrapup.startWithIngest();
        goDown(3);
        comeBack(3);
        happen(1);
        before = scrape();
        happen(2);
        after = scrape();
    }

    @AfterAll
    static void end() {
        worker.close();
        stage.close();
        HTTP.close();
    }

    /** Deliveries, races, a throttle, and dead letters of several reasons, so many times. */
    private static void happen(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            stage.genesys().faults(organization(2)).next(1, Fault.status(429, Duration.ofSeconds(1)), Call.VERIFY);
            stage.produce(close(2, MANY));
            List<ClosedConversation> closed = close(1, MANY);
            stage.genesys().readyAt(closed.getFirst().id(), Instant.now().plusSeconds(1));
            stage.genesys().neverReady(closed.getLast().id());
            stage.produce(closed);
            ClosedConversation posted = close(1, 1).getFirst();
            assertThat(stage.post(worker, posted.event())).isEqualTo(202);
            ConversationId others = close(2, 1).getFirst().id();
            produce(GenesysEvents.closure(organization(1), others, Instant.now()));
            produce(GenesysEvents.closure(
                    new OrganizationId("00000000-0000-4000-8000-000000000001"),
                    new ConversationId(UUID.randomUUID().toString()),
                    Instant.now()));
            produce("no JSON".getBytes(UTF_8));
            settled += 2 * MANY + 4;
        }
        awaitSettled();
    }

    private static void awaitSettled() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stage.topics().ledger()).hasSize(settled));
    }

    /** From now on the organization's breaker is open, or tries in vain. */
    private static void goDown(int organization) throws Exception {
        stage.genesys().faults(organization(organization)).always(Fault.status(503), Call.VERIFY);
        stage.produce(close(organization, 30));
        settled += 30;
        await().atMost(PATIENCE)
                .until(() -> scrape().series().stream()
                        .anyMatch(series -> series.name().equals("wrapup_breaker_state") && series.value() == 2));
        await().atMost(PATIENCE)
                .until(() -> !scrape().labelsOf("kafka_consumer_fetch_manager_records_lag")
                        .isEmpty());
    }

    /** What waited is delivered soon; once it is, nobody asks for the organization any more. */
    private static void comeBack(int organization) {
        stage.genesys().faults(organization(organization)).clear();
    }

    private static List<ClosedConversation> close(int organization, int conversations) {
        return IntStream.range(0, conversations)
                .mapToObj(n -> stage.genesys().closeConversation(organization(organization)))
                .toList();
    }

    @Test
    void theTableHasEveryMetricOfWrapupAndNoOther() throws Exception {
        assertThat(MonitoringFiles.tableOfMetrics())
                .containsExactlyInAnyOrderElementsOf(before.families().stream()
                        .filter(family -> family.startsWith("wrapup_"))
                        .toList());
    }

    @Test
    void everyMetricOfTheDashboardAndTheAlertsExistsWithEveryLabel() throws Exception {
        List<String> expressions = new ArrayList<>(MonitoringFiles.dashboardExpressions());
        expressions.addAll(MonitoringFiles.alertExpressions());
        for (String expression : expressions) {
            PromQl parsed = PromQl.of(expression);
            assertThat(parsed.selectors()).as(expression).isNotEmpty();
            parsed.selectors().stream()
                    .filter(selector -> !selector.name().equals(UP))
                    .forEach(selector -> assertThat(before.series())
                            .as("%s in %s", selector, expression)
                            .anyMatch(selector::isMetBy));
            for (PromQl.Grouping grouping : parsed.groupings()) {
                assertThat(grouping.of())
                        .as(expression)
                        .isNotEmpty()
                        .allSatisfy(selector -> assertThat(known(selector))
                                .as("%s in %s", selector, expression)
                                .containsAll(grouping.labels()));
            }
            assertThat(parsed.selectors().stream().flatMap(selector -> known(selector).stream()))
                    .as(expression)
                    .containsAll(parsed.matchingLabels());
        }
    }

    private static Set<String> known(PromQl.Selector selector) {
        Set<String> known = new HashSet<>(before.labelsOf(selector.name()));
        known.addAll(OF_PROMETHEUS);
        return known;
    }

    @Test
    void theAlertsAreTestedWithSeriesAsAWorkerShowsThem() throws Exception {
        Set<String> shown = before.series().stream().map(MetricsIT::kind).collect(Collectors.toSet());

        assertThat(MonitoringFiles.alertCaseSeries())
                .filteredOn(series -> !series.name().equals(UP))
                .isNotEmpty()
                .allSatisfy(series -> {
                    assertThat(series.labels()).containsKeys(OF_PROMETHEUS.toArray(String[]::new));
                    assertThat(shown).contains(kind(series));
                });
    }

    /** Its name, and all labels that a worker gives it. */
    private static String kind(Scrape.Series series) {
        Map<String, String> labels = new TreeMap<>(series.labels());
        labels.keySet().removeAll(OF_PROMETHEUS);
        labels.replaceAll((label, value) -> OF_AN_INSTALLATION.contains(label) ? "any" : value);
        return series.name() + labels;
    }

    @Test
    void anOrganizationIsCountedFromZeroBeforeItsFirstOutcome() {
        String idle = SCENARIO.organizations().get(IDLE - 1).name();

        assertThat(before.series())
                .filteredOn(series -> series.name().equals("wrapup_outcomes_total")
                        && idle.equals(series.labels().get("org")))
                .isNotEmpty()
                .allSatisfy(series -> assertThat(series.value()).isZero());
    }

    @Test
    void twiceAsManyConversationsAreNotOneSeriesMore() {
        assertThat(wrapups(after)).containsExactlyInAnyOrderElementsOf(wrapups(before));
    }

    @Test
    void noLabelHoldsAnId() {
        assertThat(after.series())
                .allSatisfy(series -> assertThat(series.labels().values())
                        .allSatisfy(value -> assertThat(value)
                                .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}")));
    }

    @Test
    void theFrontDoorAloneShowsWhatItAnswered() throws Exception {
        try (WorkerProcess ingest = wrapup.startIngest()) {
            assertThat(stage.post(ingest, "no event".getBytes(UTF_8))).isEqualTo(400);

            Scrape scrape = scrape(ingest);

            assertThat(scrape.families())
                    .filteredOn(family -> family.startsWith("wrapup_"))
                    .containsExactly("wrapup_ingest_requests_total");
            assertThat(scrape.series())
                    .contains(new Scrape.Series("wrapup_ingest_requests_total", Map.of("status", "400"), 1));
        }
    }

    private static List<String> wrapups(Scrape scrape) {
        return scrape.series().stream()
                .filter(series -> series.name().startsWith("wrapup_"))
                .map(series -> series.name() + series.labels())
                .toList();
    }

    private static OrganizationId organization(int n) {
        return SCENARIO.organization(n);
    }

    private static void produce(byte[] value) throws InterruptedException {
        stage.produce(new ProducerRecord<>(stage.topic("closures"), Partitioning.key(organization(1)), value));
    }

    private static Scrape scrape() throws Exception {
        return scrape(worker);
    }

    private static Scrape scrape(WorkerProcess process) throws Exception {
        String text = HTTP.send(
                        HttpRequest.newBuilder(process.healthUrl().resolve("/metrics"))
                                .header("Authorization", "Bearer sesame-open")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return Scrape.of(text);
    }
}
