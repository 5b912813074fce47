package dev.wrapup.worker.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wrapup.config.Config;
import dev.wrapup.config.IngestSettings;
import dev.wrapup.config.Secret;
import dev.wrapup.event.Closure;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Traceparent;
import dev.wrapup.worker.Configs;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.MetadataAge;
import dev.wrapup.worker.Samples;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The front door over real HTTP, in front of Kafka's own mock of a producer. */
@Timeout(20)
class FrontDoorTest {

    private static final String KEY = "f00t-key";
    private static final int LIMIT = 10_000;
    private static final String CLOSURE = """
            {"id": "e1", "detail-type": "v2.detail.events.conversation.{id}.customer.end",
             "source": "aws.partner/genesys.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/bus",
             "detail": {"eventBody": {"conversationId": "2f7bf00a-0fc2-4d6a-9b56-92238191433e", "name": "Zoë"}}}
            """;
    private static final String OTHER = CLOSURE.replace("customer.end", "customer.start");

    private final List<Integer> answered = new CopyOnWriteArrayList<>();
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final ManualClock clock = new ManualClock();
    private final FrontDoor door = new FrontDoor(
            config(), new Secret(KEY), () -> kafka, clock, new FrontDoor.Hooks(answered::add, Arrivals.UNTRACED));

    @BeforeEach
    void open() {
        door.start();
    }

    @AfterEach
    void close() {
        door.stop();
    }

    @Test
    void aClosureIsTakenByteForByteUnderItsOrganization() throws Exception {
        assertThat(post(CLOSURE)).startsWith("HTTP/1.1 202 ").contains("{\"message\":\"accepted\"}");

        assertThat(kafka.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("wrapup.closures");
            assertThat(record.key()).isEqualTo(Partitioning.key(Samples.ACME));
            assertThat(record.value()).isEqualTo(CLOSURE.getBytes(UTF_8));
            assertThat(firstSeen(record)).isEqualTo(String.valueOf(ManualClock.START.toEpochMilli()));
        });
    }

    @Test
    void itDoesNotOpenWhereKafkaRefusesItsUser() {
        TopicAuthorizationException refusal = new TopicAuthorizationException(Set.of("wrapup.closures"));

        FrontDoor refused = unopened(refusal);
        assertThatThrownBy(refused::start).isSameAs(refusal);
        refused.stop();
    }

    @Test
    void itOpensWhereKafkaDoesNotAnswerYet() {
        FrontDoor early = unopened(new TimeoutException("no answer"));
        early.start();
        assertThat(early.port()).isPositive();
        early.stop();
    }

    private static FrontDoor unopened(KafkaException failure) {
        return new FrontDoor(
                config(),
                new Secret(KEY),
                () -> new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public List<PartitionInfo> partitionsFor(String topic) {
                        throw failure;
                    }
                },
                new ManualClock(),
                FrontDoor.Hooks.NONE);
    }

    @Test
    void everyAnswerIsHeardByItsStatus() throws Exception {
        post(CLOSURE);
        post(OTHER);
        post("no JSON");

        assertThat(answered).containsExactly(202, 202, 400);
    }

    @Test
    void anyOtherEventIsTakenAndIgnored() throws Exception {
        assertThat(post(OTHER))
                .startsWith("HTTP/1.1 202 ")
                .contains("ignored: v2.detail.events.conversation.{id}.customer.start");
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void whatAnApiDestinationSendsIsTaken() throws Exception {
        String headers = String.join(
                "\r\n",
                "User-Agent: Amazon/EventBridge/ApiDestinations",
                "Content-Type: application/json; charset=utf-8",
                "Range: bytes=0-1048575",
                "Accept-Encoding: gzip,deflate",
                "");

        assertThat(post(headers, CLOSURE)).startsWith("HTTP/1.1 202 ").doesNotContainIgnoringCase("Content-Range");
        assertThat(kafka.history()).hasSize(1);
    }

    @Test
    void aChunkedBodyIsTakenToo() throws Exception {
        int length = CLOSURE.getBytes(UTF_8).length;
        String chunked = Integer.toHexString(length) + "\r\n" + CLOSURE + "\r\n0\r\n\r\n";

        assertThat(exchange(head("POST /events", key(KEY) + "Transfer-Encoding: chunked\r\n") + chunked))
                .startsWith("HTTP/1.1 202 ");
        assertThat(kafka.history())
                .singleElement()
                .satisfies(record -> assertThat(record.value()).hasSize(length));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /, 404",
        "POST, /event, 404",
        "POST, /events/1, 404",
        "GET, /events, 405",
        "PUT, /events, 405",
        "DELETE, /events, 405",
    })
    void thereIsNothingElseBehindIt(String method, String path, int status) throws Exception {
        assertThat(exchange(head(method + " " + path, key(KEY) + "Content-Length: 0\r\n")))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Api-Key: \r\n", "X-Api-Key: wrong\r\n", "Authorization: f00t-key\r\n"})
    void withoutTheKeyNothingIsTaken(String headers) throws Exception {
        String answer = exchange(head("POST /events", headers + contentLength(CLOSURE)) + CLOSURE);

        assertThat(answer).startsWith("HTTP/1.1 401 ").contains("X-Api-Key").doesNotContain(KEY);
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void whoeverHasNoKeyIsToldBeforeABodyIsRead() throws Exception {
        assertThat(exchange(head("POST /events", "Content-Length: 5000\r\n"))).startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"detail-type\": \"v2.detail.events.conversation.{id}.customer.end\"}",
                "\u0000\u0001\u0002",
            })
    void whatIsNoEventIsRefusedForGood(String body) throws Exception {
        assertThat(post(body)).startsWith("HTTP/1.1 400 ").contains("\"message\"");
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void aClosureWithoutItsIdsIsRefusedForGood() throws Exception {
        assertThat(post(CLOSURE.replace("2f7bf00a", "../../etc")))
                .startsWith("HTTP/1.1 400 ")
                .contains("conversationId is not a UUID");
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsRefusedUnread() throws Exception {
        assertThat(exchange(head("POST /events", key(KEY) + "Content-Length: " + (LIMIT + 1) + "\r\n")))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void aBodyOfExactlyTheLimitIsTaken() throws Exception {
        String padding = " ".repeat(LIMIT - CLOSURE.getBytes(UTF_8).length);

        assertThat(post(CLOSURE + padding)).startsWith("HTTP/1.1 202 ");
    }

    @Test
    void aChunkedBodyCannotHideThatItIsTooLarge() throws Exception {
        String chunked = Integer.toHexString(LIMIT + 1) + "\r\n" + " ".repeat(LIMIT + 1) + "\r\n0\r\n\r\n";

        assertThat(exchange(head("POST /events", key(KEY) + "Transfer-Encoding: chunked\r\n") + chunked))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void aBodyThatBreaksOffIsABadRequest() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            String half = head("POST /events", key(KEY) + "Content-Length: 5000\r\n") + CLOSURE;
            socket.getOutputStream().write(half.getBytes(UTF_8));
            socket.shutdownOutput();

            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 400 ");
        }
        assertThat(kafka.history()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n", "-5\r\n{}\r\n", "FFFFFFFFFFFFFFFFFF\r\n{}\r\n"})
    void chunksThatAreNoneAreABadRequest(String chunks) throws Exception {
        assertThat(exchange(head("POST /events", key(KEY) + "Transfer-Encoding: chunked\r\n") + chunks))
                .startsWith("HTTP/1.1 400 ");
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void whenKafkaDoesNotTakeItTheSenderIsToldToTryAgain() throws Exception {
        kafka.sendException = new TimeoutException("no metadata");

        assertThat(post(CLOSURE)).startsWith("HTTP/1.1 503 ").contains("Retry-After: 2\r\n");
    }

    @Test
    void aWriteThatFailsLaterIsNoAcceptance() throws Exception {
        FailingProducer failing = new FailingProducer(new NotLeaderOrFollowerException("moved"));
        assertThat(behind(failing)).startsWith("HTTP/1.1 503 ").contains("Retry-After: 2\r\n");
    }

    @Test
    void anEventThatIsLargerThanKafkaTakesIsRefusedForGood() throws Exception {
        FailingProducer failing = new FailingProducer(new RecordTooLargeException("too large"));
        assertThat(behind(failing)).startsWith("HTTP/1.1 413 ").doesNotContain("Retry-After");
    }

    @Test
    void closingClosesTheProducerAndItOpensAgainWithAnother() {
        door.stop();
        assertThat(kafka.closed()).isTrue();

        door.stop();
        door.start();
        assertThat(door.port()).isPositive();
    }

    @Test
    void itIsReadyWhileItIsOpenAndKafkaAnswers() {
        double[] age = {11};
        MetadataAge.of(kafka, () -> age[0]);
        assertThat(door.isReady()).isFalse();

        age[0] = 1;
        assertThat(door.isReady()).isTrue();

        door.stop();
        assertThat(door.isReady()).isFalse();
    }

    @Test
    void writesThatFailForLongAreHeldAgainstItUntilOneSucceedsOrForTenSeconds() throws Exception {
        MetadataAge.of(kafka, () -> 1);
        kafka.sendException = new TimeoutException("no leader");
        assertThat(post(CLOSURE)).startsWith("HTTP/1.1 503 ");
        clock.advance(Duration.ofSeconds(10));
        assertThat(post(CLOSURE)).startsWith("HTTP/1.1 503 ");
        assertThat(door.isReady()).as("as when a broker is replaced").isTrue();

        clock.advance(Duration.ofMillis(1));
        assertThat(door.isReady()).isFalse();
        clock.advance(Duration.ofSeconds(10));
        assertThat(door.isReady()).as("whom nobody sends anything").isTrue();

        assertThat(post(CLOSURE)).startsWith("HTTP/1.1 503 ");
        assertThat(door.isReady()).isFalse();
        kafka.sendException = null;
        assertThat(post(CLOSURE)).startsWith("HTTP/1.1 202 ");
        assertThat(door.isReady()).isTrue();
    }

    @Test
    void anEventThatIsTooLargeIsNotHeldAgainstIt() throws Exception {
        MetadataAge.of(kafka, () -> 1);
        kafka.sendException = new RecordTooLargeException("too large");
        assertThat(post(CLOSURE)).startsWith("HTTP/1.1 413 ");

        assertThat(door.isReady()).isTrue();
    }

    @Test
    void theServerDoesNotSayWhatItIs() throws Exception {
        assertThat(post(CLOSURE)).doesNotContainIgnoringCase("Jetty").doesNotContain("Server:");
    }

    /** Takes a record and fails to write it. */
    private static final class FailingProducer extends MockProducer<byte[], byte[]> {

        private final RuntimeException failure;

        FailingProducer(RuntimeException failure) {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.failure = failure;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            var written = super.send(record);
            errorNext(failure);
            return written;
        }
    }

    private String behind(MockProducer<byte[], byte[]> producer) throws IOException {
        FrontDoor another =
                new FrontDoor(config(), new Secret(KEY), () -> producer, new ManualClock(), FrontDoor.Hooks.NONE);
        another.start();
        try {
            return exchange(another.port(), request("", CLOSURE));
        } finally {
            another.stop();
        }
    }

    private String post(String body) throws IOException {
        return post("", body);
    }

    @Test
    void whereNobodyTracesASendersTracePassesThroughAndNoneIsMade() throws Exception {
        String span = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        for (String sent : List.of("", "traceparent: not one\r\n", "traceparent: " + span + "\r\n")) {
            assertThat(post(sent, CLOSURE)).startsWith("HTTP/1.1 202 ");
        }

        assertThat(kafka.history().subList(0, 2))
                .allSatisfy(record ->
                        assertThat(record.headers().headers("traceparent")).isEmpty());
        assertThat(kafka.history().getLast().headers().headers("traceparent"))
                .singleElement()
                .satisfies(header -> assertThat(header.value()).asString(UTF_8).isEqualTo(span));
    }

    @Test
    void whoeverFollowsEventsHearsWhatBecomesOfEachAndOfNoStranger() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        FrontDoor followed = new FrontDoor(
                config(),
                new Secret(KEY),
                () -> new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
                new ManualClock(),
                new FrontDoor.Hooks(status -> {}, sender -> new TellingArrival(told)));
        followed.start();
        try {
            for (String request : List.of(
                    request("", CLOSURE),
                    request("", OTHER),
                    request("", "no JSON"),
                    head("POST /events", contentLength(CLOSURE)) + CLOSURE)) {
                exchange(followed.port(), request);
            }
        } finally {
            followed.stop();
        }

        assertThat(told).containsExactly("writes to wrapup.closures", "written", "202", "202", "400");
    }

    private record TellingArrival(List<String> told) implements Arrivals.Arrival, Arrivals.Writing {

        @Override
        public Arrivals.Writing writes(Closure closure, String topic) {
            told.add("writes to " + topic);
            return this;
        }

        @Override
        public void answered(int status) {
            told.add(Integer.toString(status));
        }

        @Override
        public Optional<Traceparent> traceparent() {
            return Optional.empty();
        }

        @Override
        public void written(int partition, long offset) {
            told.add("written");
        }

        @Override
        public void failed(Throwable why) {
            told.add("failed");
        }
    }

    private String post(String headers, String body) throws IOException {
        return exchange(request(headers, body));
    }

    private static String request(String headers, String body) {
        return head("POST /events", key(KEY) + headers + contentLength(body)) + body;
    }

    private String exchange(String request) throws IOException {
        return exchange(door.port(), request);
    }

    /** What an API destination does: one connection, one event. */
    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private static String head(String target, String headers) {
        return target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Connection: close\r\n\r\n";
    }

    private static String key(String key) {
        return "X-Api-Key: " + key + "\r\n";
    }

    private static String contentLength(String body) {
        return "Content-Length: " + body.getBytes(UTF_8).length + "\r\n";
    }

    private static String firstSeen(ProducerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("wrapup-first-seen").value(), UTF_8);
    }

    private static Config config() {
        return Configs.with(new IngestSettings(0, "X-Api-Key", Optional.of(new Secret(KEY)), LIMIT));
    }
}
