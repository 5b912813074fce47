package dev.wrapup.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Delay;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ConfigFileTest {

    private static final String MINIMAL = """
            kafka: { bootstrap.servers: "localhost:9092" }
            credentials: { appfoundry: { clientId: id, clientSecret: hunter2 } }
            organizations:
              - { id: 32aa07aa-db1b-4987-abd0-9483601ec29d, name: acme, credentials: appfoundry }
            """;

    private static final OrganizationId ACME = new OrganizationId("32aa07aa-db1b-4987-abd0-9483601ec29d");

    @TempDir
    private Path directory;

    @Test
    void whatTheFileLeavesOutHasItsDefault() throws Exception {
        Credentials appfoundry = new Credentials("appfoundry", "id", new Secret("hunter2"), 300);
        Platform platform = new Platform(
                URI.create("https://api.mypurecloud.com"),
                URI.create("https://login.mypurecloud.com"),
                "X-Genesys-Organization-Id",
                "/api/v2/conversations/{conversationId}",
                "/api/v2/integrations/scripting/interactions/{interactionId}/wrapup",
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));

        assertThat(load(MINIMAL))
                .isEqualTo(new Config(
                        Map.of("bootstrap.servers", "localhost:9092"),
                        new TopicSettings("wrapup", 12, (short) 3),
                        List.of(new Organization(
                                ACME,
                                "acme",
                                appfoundry,
                                platform,
                                64,
                                JsonMapper.shared().createObjectNode())),
                        Set.of("v2.detail.events.conversation.{id}.customer.end"),
                        Verification.ALWAYS,
                        new ReadinessSettings(Duration.ofSeconds(5), true),
                        new RetrySettings(
                                List.of(seconds(10), seconds(60), seconds(300), seconds(1800)), Duration.ofHours(24)),
                        new WorkerSettings(2000, Duration.ofMillis(100), Duration.ofSeconds(20)),
                        new IngestSettings(8080, "X-Api-Key", Optional.empty(), 1_048_576),
                        new AdminSettings(8081, Optional.empty()),
                        TracingSettings.OFF));
    }

    @Test
    void everyKeyIsMapped() throws Exception {
        Config config = load(
                """
                kafka: { bootstrap.servers: "b:1", linger.ms: 0, group.protocol: classic, x.y: true, z: 0.80 }
                topics: { prefix: p.q, partitions: 3, replicationFactor: 1 }
                genesys:
                  region: euw2.pure.cloud
                  apiUrl: http://gateway:8080/genesys/
                  organizationHeader: X-Org
                  conversationPath: /c/{conversationId}
                  wrapUpPath: /w/{interactionId}/x
                  connectTimeout: 250ms
                  requestTimeout: 1m
                credentials:
                  one: { clientId: 12345, clientSecret: s1, requestsPerMinute: 600 }
                  two: { clientId: id2, clientSecret: s2 }
                organizations:
                  - id: 11111111-1111-1111-1111-111111111111
                    name: first
                    credentials: two
                    maxInFlight: 7
                    wrapUp: { a: 1, b: [1.50, true, null, "{closedAt} ${WHO}"], c: { d: "{eventId}" } }
                  - id: 22222222-2222-2222-2222-222222222222
                    name: second
                    credentials: one
                    region: use2.us-gov-pure.cloud
                    apiUrl: ""
                    loginUrl: https://login.example.com
                    organizationHeader: X-Other
                    conversationPath: /c2/{conversationId}
                    wrapUpPath: /w2/{interactionId}
                    connectTimeout: 3s
                    requestTimeout: 4s
                closures: { detailTypes: [a, b] }
                verification: in-doubt
                readiness: { budget: 0s, forecast: false }
                retry: { delays: [250ms, 60s, 1d], maxAge: 2d }
                worker: { maxInFlight: 1, settleInterval: 1s, drainTimeout: 0s }
                ingest: { port: 0, apiKeyHeader: X-K, apiKey: k, maxBodyBytes: 1024 }
                admin: { port: 0, token: t }
                tracing:
                  endpoint: https://collector:4318/otlp/
                  sampleRatio: 0.25
                  headers: { Authorization: "Bearer ${WHO}" }
                """,
                Map.of(
                        "WHO",
                        "me: {not} yaml".replace("{not}", "not"))); // a colon in a value brings no structure with it

        Credentials one = new Credentials("one", "12345", new Secret("s1"), 600);
        Credentials two = new Credentials("two", "id2", new Secret("s2"), 300);
        Platform first = new Platform(
                URI.create("http://gateway:8080/genesys"),
                URI.create("https://login.euw2.pure.cloud"),
                "X-Org",
                "/c/{conversationId}",
                "/w/{interactionId}/x",
                Duration.ofMillis(250),
                Duration.ofMinutes(1));
        Platform second = new Platform(
                URI.create("https://api.use2.us-gov-pure.cloud"),
                URI.create("https://login.example.com"),
                "X-Other",
                "/c2/{conversationId}",
                "/w2/{interactionId}",
                Duration.ofSeconds(3),
                Duration.ofSeconds(4));
        assertThat(config.kafka())
                .containsExactly(
                        Map.entry("bootstrap.servers", "b:1"),
                        Map.entry("linger.ms", "0"),
                        Map.entry("group.protocol", "classic"),
                        Map.entry("x.y", "true"),
                        Map.entry("z", "0.80"));
        assertThat(config.topics()).isEqualTo(new TopicSettings("p.q", 3, (short) 1));
        assertThat(config.organizations())
                .extracting(
                        Organization::name,
                        Organization::credentials,
                        Organization::platform,
                        Organization::maxInFlight)
                .containsExactly(tuple("first", two, first, 7), tuple("second", one, second, 64));
        assertThat(config.organizations().getFirst().wrapUp().toString())
                .isEqualTo("{\"a\":1,\"b\":[1.50,true,null,\"{closedAt} me: not yaml\"],\"c\":{\"d\":\"{eventId}\"}}");
        assertThat(config.closingDetailTypes()).containsExactly("a", "b");
        assertThat(config.verification()).isEqualTo(Verification.IN_DOUBT);
        assertThat(config.readiness()).isEqualTo(new ReadinessSettings(Duration.ZERO, false));
        assertThat(config.retry())
                .isEqualTo(new RetrySettings(
                        List.of(new Delay(Duration.ofMillis(250)), seconds(60), seconds(86_400)), Duration.ofDays(2)));
        assertThat(config.worker()).isEqualTo(new WorkerSettings(1, Duration.ofSeconds(1), Duration.ZERO));
        assertThat(config.ingest()).isEqualTo(new IngestSettings(0, "X-K", Optional.of(new Secret("k")), 1024));
        assertThat(config.admin()).isEqualTo(new AdminSettings(0, Optional.of(new Secret("t"))));
        assertThat(config.tracing())
                .isEqualTo(new TracingSettings(
                        Optional.of(URI.create("https://collector:4318/otlp")),
                        0.25,
                        Map.of("Authorization", new Secret("Bearer me: not yaml"))));
        assertThat(config.topicNames().consumed())
                .containsExactly("p.q.closures", "p.q.delay.250ms", "p.q.delay.1m", "p.q.delay.24h");
        assertThat(config.organization(ACME)).isEmpty();
        assertThat(config.organization(new OrganizationId("22222222-2222-2222-2222-222222222222")))
                .contains(config.organizations().getLast());
    }

    @Test
    void theFileOfTheDesignLoads() throws Exception {
        Config config = load(
                resource("design.yaml"),
                Map.of(
                        "GENESYS_CLIENT_ID", "id",
                        "GENESYS_CLIENT_SECRET", "secret",
                        "WRAPUP_INGEST_KEY", "key",
                        "WRAPUP_ADMIN_TOKEN", "token"));

        assertThat(config.organizations().getFirst().platform().apiUrl())
                .isEqualTo(URI.create("https://api.apse2.pure.cloud"));
        assertThat(config.ingest().apiKey()).contains(new Secret("key"));
        assertThat(config.topicNames().all()).hasSize(8);
    }

    @Test
    void theExampleSaysWhatTheDefaultsAre() throws Exception {
        Path example = Path.of("..", "docs", "wrapup.example.yaml");
        Map<String, String> environment = Map.of("GENESYS_CLIENT_ID", "id", "GENESYS_CLIENT_SECRET", "hunter2");
        Config config = ConfigFile.load(example, environment);
        // A line that ends in "# default…" must change nothing when it is taken out.
        String without = Files.readString(example).replaceAll("(?m)^ *[A-Za-z]+: .*# default.*\n", "");
        assertThat(without).doesNotContain("maxInFlight", "port:", "delays").contains("wrapUp:", "region: apse2");

        assertThat(load(without, environment)).isEqualTo(config);
        assertThat(config.organizations().getFirst().platform().loginUrl())
                .isEqualTo(URI.create("https://login.apse2.pure.cloud"));
    }

    @Test
    void everyMistakeIsReportedAtOnceInTheOrderOfTheFile() throws Exception {
        ConfigException e = refused(resource("broken.yaml"), Map.of("STRAY", "hunter2"));

        assertThat(e.problems())
                .extracting(Problem::toString)
                .containsExactlyElementsOf(resource("broken.txt").lines().toList());
        assertThat(e.getMessage())
                .isEqualTo(directory.resolve("wrapup.yaml") + ":"
                        + resource("broken.txt")
                                .lines()
                                .map(line -> "\n  " + line)
                                .collect(joining()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                            | is empty",
                "'# nothing'                   | is empty",
                "'--- '                        | must be a mapping of keys such as kafka: and organizations:",
                "hello                         | must be a mapping of keys such as kafka: and organizations:",
                "[a]                           | must be a mapping of keys such as kafka: and organizations:",
                "'a: ''hunter2'                | is not YAML: line 1, column 12: found unexpected end of stream",
                "a: hunter2: b                 | is not YAML: line 1, column 11: mapping values are not allowed here",
                "'{a: hunter2'                 | is not YAML: line 1, column 12: expected ',' or '}', but got <stream end>",
            })
    void whatIsNoMappingIsOneProblem(String yaml, String message) {
        assertThat(refused(yaml, Map.of()).problems()).containsExactly(new Problem("", message));
    }

    @Test
    void aFileThatCannotBeReadIsOneProblem() throws Exception {
        Path latin = Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});

        assertThat(refused(directory.resolve("none.yaml")).problems())
                .containsExactly(new Problem("", "there is no such file"));
        assertThat(refused(directory).problems()).containsExactly(new Problem("", "cannot be read: Is a directory"));
        assertThat(refused(latin).problems()).containsExactly(new Problem("", "is not UTF-8 text"));
    }

    @Test
    void aByteOrderMarkDoesNotDisturb() throws Exception {
        assertThat(load("\uFEFF" + MINIMAL)).isEqualTo(load(MINIMAL));
    }

    @Test
    void aSecondDocumentIsAProblem() {
        assertThat(refused(MINIMAL + "---\na: 1\n", Map.of()).problems())
                .containsExactly(new Problem("", "must be one YAML document, but holds several"));
    }

    @Test
    void withoutOrganizationsAndCredentialsThereIsNothingToDo() {
        assertThat(refused("kafka: { bootstrap.servers: a }\ncredentials: {}\norganizations:\n", Map.of())
                        .problems())
                .containsExactly(
                        new Problem("credentials", "must have at least one entry"),
                        new Problem("organizations", "must be a list of at least one"));
    }

    @Test
    void aMistakeInADefaultIsReportedOnceAndWhereItStands() {
        String yaml = MINIMAL + """
                  - { id: 11111111-1111-1111-1111-111111111111, name: two, credentials: appfoundry }
                genesys: { requestTimeout: soon }
                """;

        assertThat(refused(yaml, Map.of()).problems())
                .extracting(Problem::path)
                .containsExactly("genesys.requestTimeout");
    }

    @Test
    void everyPropertyThatTheGuaranteesRestOnIsRefused() {
        List<String> owned = List.of(
                "enable.auto.commit",
                "isolation.level",
                "auto.offset.reset",
                "key.serializer",
                "value.serializer",
                "key.deserializer",
                "value.deserializer",
                "transactional.id",
                "enable.idempotence",
                "acks",
                "partition.assignment.strategy",
                "group.remote.assignor",
                "group.instance.id",
                "max.poll.records",
                "max.request.size");
        String lines = owned.stream().map(property -> "  " + property + ": x\n").collect(joining());
        String yaml = MINIMAL.replaceFirst("kafka: .*\n", "kafka:\n  bootstrap.servers: a\n" + lines);

        assertThat(refused(yaml, Map.of()).problems())
                .extracting(Problem::path)
                .containsExactlyElementsOf(
                        owned.stream().map(property -> "kafka." + property).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "classic, session.timeout.ms: 8000,",
        "classic, 'session.timeout.ms: 6000, heartbeat.interval.ms: 1000',",
        "classic, 'session.timeout.ms: 60000, heartbeat.interval.ms: 45000',",
        "classic, heartbeat.interval.ms: 40000,",
        "classic, session.timeout.ms: 7999, kafka.session.timeout.ms",
        "classic, 'session.timeout.ms: 10000, heartbeat.interval.ms: 5001', kafka.session.timeout.ms",
        "classic, session.timeout.ms: 45s, kafka.session.timeout.ms",
        "classic, heartbeat.interval.ms: 40001, kafka.heartbeat.interval.ms",
        "consumer, session.timeout.ms: 45000, kafka.session.timeout.ms",
        "consumer, heartbeat.interval.ms: 3000, kafka.heartbeat.interval.ms",
    })
    void aSessionOutlastsWhatAWorkerThatIsCutOffMaySend(String protocol, String properties, @Nullable String refused)
            throws Exception {
        String yaml = MINIMAL.replace("9092\"", "9092\", group.protocol: " + protocol + ", " + properties);

        if (refused == null) {
            assertThat(load(yaml).kafka()).containsEntry("group.protocol", "classic");
        } else {
            assertThat(refused(yaml, Map.of()).problems())
                    .extracting(Problem::path)
                    .containsExactly(refused);
        }
    }

    @Test
    void noSecretIsEverPrinted() throws Exception {
        String yaml = MINIMAL.replace("9092\"", "9092\", ssl.key.password: hunter2")
                + "ingest: { apiKey: hunter2 }\nadmin: { token: \"${TOKEN}\" }\n";

        assertThat(load(yaml, Map.of("TOKEN", "hunter2")).toString())
                .doesNotContain("hunter2")
                .contains("ssl.key.password", "***");
        for (String key : List.of("port: '${TOKEN}'", "token: ' ${TOKEN}'", "x: '${TOKEN}'", "token: ['${TOKEN}']")) {
            String stray = MINIMAL + "admin: { " + key + " }\n";
            assertThat(refused(stray, Map.of("TOKEN", "hunter2")).getMessage())
                    .startsWith(directory.resolve("wrapup.yaml") + ":\n  admin.")
                    .doesNotContain("hunter2");
        }
        assertThat(refused(
                                MINIMAL.replace("name: acme", "name: acme, wrapUp: { a: \"${JSON}\" }"),
                                Map.of("JSON", "{hunter2}"))
                        .getMessage())
                .contains("organizations[0].wrapUp.a: ")
                .doesNotContain("hunter2");
    }

    @Test
    void aDollarSignCanBeEscapedAndADefaultBeEmpty() throws Exception {
        String yaml = MINIMAL.replace("name: acme", "name: \"$${A}${B:}${C:c:d}$E${_F1}\"");

        assertThat(load(yaml, Map.of("_F1", "${A}$1\\"))
                        .organizations()
                        .getFirst()
                        .name())
                .isEqualTo("${A}c:d$E${A}$1\\"); // what came out is not filled in again
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"01", "+1", "1_000", "0x10", "99999999999999999999", "1e3", "true", "one", "' 8080'", "\"\""})
    void aWholeNumberIsDigitsInTheRange(String port) {
        assertThat(refused(MINIMAL + "admin: { port: " + port + " }\n", Map.of())
                        .problems())
                .extracting(Problem::path)
                .containsExactly("admin.port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5 s", "5S", "1.5s", "-1s", "PT5S", "s", "99999999999s", "9999999999d", "05s"})
    void aDurationIsANumberWithAUnit(String budget) {
        assertThat(refused(MINIMAL + "readiness: { budget: " + budget + " }\n", Map.of())
                        .problems())
                .extracting(Problem::path)
                .containsExactly("readiness.budget");
    }

    @Test
    void aCommonUrlWinsOverEveryRegion() throws Exception {
        String yaml = MINIMAL.replace("name: acme", "name: acme, region: mypurecloud.ie")
                + "genesys: { apiUrl: \"http://localhost:1/\" }\n";

        Platform platform = load(yaml).organizations().getFirst().platform();
        assertThat(platform.apiUrl()).isEqualTo(URI.create("http://localhost:1"));
        assertThat(platform.loginUrl()).isEqualTo(URI.create("https://login.mypurecloud.ie"));
    }

    @Test
    void twoServersDoNotShareAPort() {
        assertThat(refused(MINIMAL + "ingest: { port: 8081 }\n", Map.of()).problems())
                .containsExactly(new Problem("admin.port", "must not be ingest.port: one process may open both"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void nestingWithoutEndIsOneProblem(String opening) {
        assertThat(refused("a:\n " + opening.repeat(5_000), Map.of()).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .startsWith("is not YAML: ")
                        .contains("nesting"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: \u0001hunter2", "a: \u0000", "%YAML 9.9\n--- a", "a: !<x hunter2", "&", "\t", "a: \"\\q\""})
    void whatIsNoYamlIsReportedWithoutItsText(String yaml) {
        assertThat(refused(yaml, Map.of()).getMessage())
                .doesNotContain("hunter2")
                .hasLineCount(2);
    }

    private static Delay seconds(long seconds) {
        return new Delay(Duration.ofSeconds(seconds));
    }

    private Config load(String yaml) throws IOException, ConfigException {
        return load(yaml, Map.of());
    }

    private Config load(String yaml, Map<String, String> environment) throws IOException, ConfigException {
        return ConfigFile.load(Files.writeString(directory.resolve("wrapup.yaml"), yaml), environment);
    }

    private ConfigException refused(String yaml, Map<String, String> environment) {
        return catchThrowableOfType(ConfigException.class, () -> load(yaml, environment));
    }

    private static ConfigException refused(Path file) {
        return catchThrowableOfType(ConfigException.class, () -> ConfigFile.load(file, Map.of()));
    }

    private static String resource(String name) throws IOException {
        try (var resource = ConfigFileTest.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
