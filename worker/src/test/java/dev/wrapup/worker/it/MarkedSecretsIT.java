package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import dev.wrapup.sandbox.genesys.OAuthClient;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every secret is marked, everything that can go wrong does, on a platform that quotes whatever it is sent, and then
 * every byte that came out is searched.
 */
class MarkedSecretsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String CLIENT_SECRET = "cLient+s3cret/qZ71vWx0";
    private static final String INGEST_KEY = "inGest=k3y/Yt54hRn2pB8";
    private static final String ADMIN_TOKEN = "adMin+t0ken/Kd39sLm6fJ";
    private static final String KAFKA_PASSWORD = "kafKa=p4ss/Uo27eXc5gVi";
    private static final String ACCESS_TOKEN = "acCess.t0ken-Mb83aHw9rQ_";

    private static final SecretSearch SEARCH = new SecretSearch(Map.of(
            "the client's secret", CLIENT_SECRET,
            "the front door's key", INGEST_KEY,
            "the admin token", ADMIN_TOKEN,
            "the Kafka password", KAFKA_PASSWORD,
            "an access token", ACCESS_TOKEN));

    private static final Scenario SCENARIO = Scenario.oneClient(2)
            .eachClient(client ->
                    new OAuthClient(client.id(), "${GENESYS_CLIENT_SECRET}", client.home(), client.serves(), 0));

    @TempDir
    private Path folder;

    private final Map<String, byte[]> cameOut = new LinkedHashMap<>();

    @Test
    void noSecretIsInAnyByteThatCameOut() throws Exception {
        Path left = Files.createDirectory(folder.resolve("left"));
        try (SecuredBroker broker = new SecuredBroker(folder);
                RawPlatform platform = new RawPlatform(ACCESS_TOKEN, quotingAnswers())) {
            for (String user : List.of("topics", "check", "work", "diagnose")) {
                broker.user(user, KAFKA_PASSWORD);
                broker.allow(AclTable.of(user).stream()
                        .map(grant -> grant.to(user, "wrapup"))
                        .toList());
            }
            broker.user("stranger", "another password");

            commands(broker, platform, left);
            aWorkerThatIsKilled(broker, platform.tellingWhoseTokensAre(), left);
            aWorkerWithoutToken(broker, platform, left);
            topics(new TopicReader(broker.bootstrapServers(), "wrapup"));
            files(left);
        }

        assertThat(cameOut).hasSizeGreaterThan(20);
        assertThat(cameOut.entrySet().stream().flatMap(each -> SEARCH.in(each.getKey(), each.getValue()).stream()))
                .isEmpty();
    }

    @Test
    void theSearchFindsEverySpellingInTheMidstOfOthers() {
        for (String spelling : SEARCH.all()) {
            String control = "2026-11-24 INFO Something detail=\"" + spelling + "\"\n";
            assertThat(SEARCH.in("the control", control.getBytes(UTF_8)))
                    .as(spelling)
                    .isNotEmpty();
        }
        String basic = Base64.getEncoder().encodeToString(("appfoundry:" + CLIENT_SECRET).getBytes(UTF_8));
        assertThat(SEARCH.in("the control", basic.getBytes(UTF_8))).isNotEmpty();
        assertThat(SEARCH.in("the control", "Bearer ***".getBytes(UTF_8))).isEmpty();
    }

    /** What a gateway might say that shows all it was sent; some of it no HTTP at all. */
    private static List<UnaryOperator<String>> quotingAnswers() {
        return List.of(
                who -> RawPlatform.http(500, "", "{\"message\":\"" + who + "\"}"),
                who -> RawPlatform.http(
                        400, "", "{\"code\":\"" + bare(who) + "\",\"message\":\"" + CLIENT_SECRET + "\"}"),
                who -> RawPlatform.http(503, "", "x".repeat(190) + who),
                who -> "HTTP/1.1 " + who + "||",
                who -> "HTTP/1.1 200 OK|Transfer-Encoding: chunked||" + bare(who) + "|",
                who -> RawPlatform.http(403, "ININ-Correlation-Id: " + bare(who) + "|", "[" + base64(bare(who)) + "]"),
                who -> RawPlatform.http(200, "", "{\"" + bare(who) + "\": "),
                who -> RawPlatform.http(401, "WWW-Authenticate: " + who + "|", who),
                who -> RawPlatform.http(400, "", CLIENT_SECRET.replace("/", "\\/") + " " + bare(who)),
                who -> RawPlatform.http(429, "Retry-After: " + who + "|", "{\"message\":\"" + who + " [1] seconds\"}"),
                who -> RawPlatform.http(404, "", who));
    }

    private static String bare(String authorization) {
        return authorization.substring(authorization.indexOf(' ') + 1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private void commands(SecuredBroker broker, RawPlatform platform, Path left) throws Exception {
        keep("topics", as("topics", broker, platform, left).run("topics"), 0);
        keep("topics by a stranger", as("stranger", broker, platform, left).run("topics"), 1);
        keep("check", as("check", broker, platform, left).run("check"), 0);
        keep("check --online", as("check", broker, platform, left).run("check", "--online"), 1);
        for (String user : List.of("diagnose", "diagnose", "diagnose", "stranger")) {
            Wrapup.Result diagnosis = as(user, broker, platform, left)
                    .run(
                            "diagnose",
                            "--org",
                            "org-1",
                            "--conversation",
                            UUID.randomUUID().toString());
            keep("diagnose by " + user + ", " + cameOut.size(), diagnosis, null);
        }
        keep("help", as("check", broker, platform, left).run("work", "--help"), 0);
        String well = yaml("check", broker, platform);
        String literal = well.replace("${GENESYS_CLIENT_SECRET}", '"' + CLIENT_SECRET + '"')
                .replace("${KAFKA_PASSWORD}", KAFKA_PASSWORD);
        Map.of(
                        "a quote that does not end", literal.replace(CLIENT_SECRET + '"', CLIENT_SECRET),
                        "a secret for a number",
                                well.replace("port: 0, token", "port: \"${WRAPUP_ADMIN_TOKEN}\", token"),
                        "a secret in a list", literal.replace("clientSecret: ", "clientSecret: [") + "]",
                        "a password that is no JAAS", well.replace("password=\"$", "password=$"))
                .forEach((name, yaml) -> {
                    try {
                        keep(name, configured(yaml, left).run("check", "--online"), null);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** With all that it can log, until every answer came; then it is killed in the midst of it. */
    private void aWorkerThatIsKilled(SecuredBroker broker, RawPlatform platform, Path left) throws Exception {
        Wrapup wrapup = as("work", broker, platform, left)
                .withEnvironment(Map.of("WRAPUP_LOG_LEVEL", "TRACE", "WRAPUP_KAFKA_LOG_LEVEL", "TRACE"));
        try (WorkerProcess worker = wrapup.startWithIngest()) {
            for (int i = 0; i < 24; i++) {
                keep("event " + i, ask(worker.eventsUrl(), INGEST_KEY, closure(1 + i % 2)), 202);
            }
            keep("no event", ask(worker.eventsUrl(), INGEST_KEY, "no JSON".getBytes(UTF_8)), 400);
            keep("a wrong key", ask(worker.eventsUrl(), INGEST_KEY + "?", new byte[0]), 401);
            keep("no such page", ask(worker.eventsUrl().resolve("/other"), INGEST_KEY, new byte[0]), 404);
            keep("health", ask(URI.create(worker.healthUrl() + "/live"), ADMIN_TOKEN, null), 200);
            keep("no such health", ask(URI.create(worker.healthUrl() + "/other"), ADMIN_TOKEN, null), 404);
            await().atMost(PATIENCE)
                    .until(() -> platform.calls() >= quotingAnswers().size() + 6);
            keep("threads", jcmd(worker.pid(), "Thread.print", "-l", "-e"));
            worker.kill();
            keep("the killed worker's log", worker.log().getBytes(UTF_8));
            assertThat(worker.log()).contains("TRACE", "DEBUG");
        }
    }

    private void aWorkerWithoutToken(SecuredBroker broker, RawPlatform platform, Path left) throws Exception {
        platform.refuseLogins();
        broker.produce(List.of(new ProducerRecord<>(
                "wrapup.closures", SCENARIO.organization(1).value().getBytes(UTF_8), closure(1))));
        Wrapup wrapup = as("work", broker, platform, left).withEnvironment(Map.of("WRAPUP_LOG_FORMAT", "json"));
        try (WorkerProcess worker = wrapup.startWorker()) {
            await().atMost(PATIENCE).until(() -> worker.log().contains("CREDENTIALS_REFUSED"));
            assertThat(worker.stop(PATIENCE)).isZero();
            keep("the refused worker's log", worker.log().getBytes(UTF_8));
        }
    }

    private static byte[] closure(int organization) {
        return GenesysEvents.closure(
                SCENARIO.organization(organization),
                new ConversationId(UUID.randomUUID().toString()),
                Instant.now());
    }

    private void topics(TopicReader topics) {
        for (String topic : List.of("closures", "delay.1s", "delay.2s", "dead-letter", "ledger")) {
            topics.all(topic)
                    .forEach(record -> keep(topic + "@" + record.partition() + "-" + record.offset(), bytes(record)));
        }
        assertThat(topics.ledger())
                .anySatisfy(
                        entry -> assertThat(entry.path("detail").asString("")).contains("***"));
    }

    private static byte[] bytes(ConsumerRecord<byte[], byte[]> record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Stream.of(record.key(), record.value()).filter(part -> part != null).forEach(bytes::writeBytes);
        for (Header header : record.headers()) {
            bytes.writeBytes(header.key().getBytes(UTF_8));
            bytes.writeBytes(header.value());
        }
        return bytes.toByteArray();
    }

    private void files(Path left) throws Exception {
        try (Stream<Path> files = Files.walk(left)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                keep("the file " + file, Files.readAllBytes(file));
            }
        }
    }

    private void keep(String name, Wrapup.Result result, Integer exitCode) {
        keep("the output of " + name, result.output().getBytes(UTF_8));
        if (exitCode == null) {
            assertThat(result.exitCode()).as(name).isNotZero();
        } else {
            assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        }
    }

    private void keep(String name, HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(name).isEqualTo(status);
        keep("the answer to " + name, (answer.headers().map() + answer.body()).getBytes(UTF_8));
    }

    private void keep(String name, byte[] bytes) {
        cameOut.put(name, bytes);
    }

    private static HttpResponse<String> ask(URI url, String key, byte[] body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).header("X-Api-Key", key).header("Authorization", "Bearer " + key);
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static byte[] jcmd(long pid, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)));
        command.addAll(List.of(arguments));
        Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] said = jcmd.getInputStream().readAllBytes();
        assertThat(jcmd.waitFor()).as(new String(said, UTF_8)).isZero();
        return said;
    }

    private static Wrapup as(String user, SecuredBroker broker, RawPlatform platform, Path left) {
        return configured(yaml(user, broker, platform), left);
    }

    private static Wrapup configured(String yaml, Path left) {
        return Wrapup.configured(yaml)
                .withJvm("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + left)
                .withEnvironment(Map.of(
                        "KAFKA_PASSWORD", KAFKA_PASSWORD,
                        "GENESYS_CLIENT_SECRET", CLIENT_SECRET,
                        "WRAPUP_INGEST_KEY", INGEST_KEY,
                        "WRAPUP_ADMIN_TOKEN", ADMIN_TOKEN));
    }

    private static String yaml(String user, SecuredBroker broker, RawPlatform platform) {
        return broker.yaml(user) + """
                topics: { partitions: 2, replicationFactor: 1 }
                retry: { delays: [1s, 2s], maxAge: 4s }
                readiness: { budget: 0s }
                verification: in-doubt
                ingest: { port: 0, apiKey: "${WRAPUP_INGEST_KEY}" }
                admin: { port: 0, token: "${WRAPUP_ADMIN_TOKEN}" }
                """ + new WorkerConfiguration(SCENARIO, platform.url()).yaml();
    }
}
