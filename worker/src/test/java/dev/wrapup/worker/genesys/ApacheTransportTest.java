package dev.wrapup.worker.genesys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wrapup.time.StoppedException;
import dev.wrapup.worker.RawServer;
import dev.wrapup.worker.RawServer.Conduct;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ApacheTransportTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final ApacheTransport transport =
            new ApacheTransport("wrapup (a test)", Duration.ofSeconds(2), Redaction.NONE);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void aRequestArrivesAsItIsAndItsAnswerIsReadWhole() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        byte[] body = "{\"name\": \"Zoë\"}".getBytes(UTF_8);
        try (RawServer server = new RawServer(connection -> {
            received.add(connection.request());
            connection.write("HTTP/1.1 202 Accepted|ININ-Correlation-Id: abc|Content-Length: " + body.length + "||");
            connection.write(body);
        })) {
            Response response = transport.exchange(new Request(
                    "POST",
                    server.url("/a/b?c=d"),
                    Map.of("Authorization", "Bearer t", "Accept", "application/json"),
                    new Request.Body("application/json", "{\"notes\": \"Zoë\"}"),
                    LONG));

            assertThat(response)
                    .isEqualTo(new Response(
                            202,
                            Map.of("ININ-Correlation-Id", "abc", "Content-Length", String.valueOf(body.length)),
                            "{\"name\": \"Zoë\"}",
                            false));
            assertThat(received.take())
                    .startsWith("POST /a/b?c=d HTTP/1.1\r\n")
                    .contains("Host: " + server.url("/").getAuthority() + "\r\n")
                    .contains("Authorization: Bearer t\r\n", "Accept: application/json\r\n")
                    .contains("Content-Type: application/json\r\n", "User-Agent: wrapup (a test)\r\n")
                    .doesNotContain("Accept-Encoding", "Cookie", "Expect")
                    .endsWith("\r\n\r\n{\"notes\": \"Zo\u00c3\u00ab\"}"); // UTF-8, read as single bytes
        }
    }

    @Test
    void connectionsAreUsedAgain() throws Exception {
        try (RawServer server = new RawServer(answering("HTTP/1.1 200 OK|Content-Length: 2||{}"))) {
            for (int i = 0; i < 10; i++) {
                assertThat(get(server, LONG).body()).isEqualTo("{}");
            }

            assertThat(server.connections()).hasSize(1);
        }
    }

    @Test
    void anAnswerWithoutABodyKeepsTheConnectionToo() throws Exception {
        try (RawServer server = new RawServer(answering("HTTP/1.1 204 No Content||"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(get(server, LONG)).isEqualTo(new Response(204, Map.of(), "", false));
            }

            assertThat(server.connections()).hasSize(1);
        }
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
        try (RawServer server =
                new RawServer(answering("HTTP/1.1 302 Found|Location: /elsewhere|Content-Length: 0||"))) {
            assertThat(get(server, LONG).status()).isEqualTo(302);
            assertThat(server.connections()).hasSize(1);
        }
    }

    @Test
    void noCookieIsKept() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (RawServer server = new RawServer(connection -> {
            for (String request = connection.request(); request != null; request = connection.request()) {
                received.add(request);
                connection.write("HTTP/1.1 200 OK|Set-Cookie: org=acme; Path=/|Content-Length: 0||");
            }
        })) {
            get(server, LONG);
            get(server, LONG);

            assertThat(received).hasSize(2).noneMatch(request -> request.contains("org=acme"));
        }
    }

    @Test
    void aServerThatHangsIsLeftAfterTheTimeout() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.awaitEnd();
        })) {
            failsAfter(server, SHORT);
        }
    }

    @Test
    void aTrickleOfBytesDoesNotStretchTheTimeout() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.write("HTTP/1.1 200 OK|Content-Length: 100000||");
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                connection.write("x");
            }
        })) {
            failsAfter(server, SHORT);
        }
    }

    @Test
    void aTrickleOfHeadersDoesNotStretchTheTimeout() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.write("HTTP/1.1 200 OK|X-Endless: ");
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                connection.write("x");
            }
        })) {
            failsAfter(server, SHORT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK|Content-Length: 100||{\"half",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|{\"hal|",
                "HTTP/1.1 200 OK|Content-Le",
                "",
                "SSH-2.0-OpenSSH_9.6||",
            })
    void halfAnAnswerIsNone(String half) throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.write(half);
        })) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> get(server, LONG))
                    .isNotInstanceOf(UnreachableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 %s||", "HTTP/1.1 200 OK|Transfer-Encoding: chunked||%s|"})
    void whatCannotBeReadIsToldWithoutTheCredentialThatItQuotes(String answer) throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.write(answer.formatted("t0ken-of-ours"));
        })) {
            Request request =
                    new Request("GET", server.url("/"), Map.of("Authorization", "Bearer t0ken-of-ours"), null, LONG);

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> transport.exchange(request))
                    .withNoCause()
                    .satisfies(e -> assertThat(Call.describe(e)).isNotEmpty().doesNotContain("t0ken"));
        }
    }

    @Test
    void aResetIsNoAnswerButMayHaveArrived() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.reset();
        })) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> get(server, LONG))
                    .isNotInstanceOf(UnreachableException.class);
            assertThat(server.connections()).hasSize(1); // and is not repeated
        }
    }

    @Test
    void nothingReachedAServerThatTakesNoConnection() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThatExceptionOfType(UnreachableException.class)
                .isThrownBy(() -> get(URI.create("http://127.0.0.1:" + port + "/"), LONG));
    }

    @Test
    void nothingReachedAHostThatNobodyKnows() {
        assertThatExceptionOfType(UnreachableException.class)
                .isThrownBy(() -> get(URI.create("http://platform.invalid/"), LONG));
    }

    @Test
    void aBodyOfExactlyTheLimitIsWhole() throws Exception {
        try (RawServer server = new RawServer(answeringBytes(ApacheTransport.MAX_BODY_BYTES))) {
            Response response = get(server, LONG);

            assertThat(response.body()).hasSize(ApacheTransport.MAX_BODY_BYTES);
            assertThat(response.truncated()).isFalse();
        }
    }

    @Test
    void aBodyOfOneMoreIsCutOff() throws Exception {
        try (RawServer server = new RawServer(answeringBytes(ApacheTransport.MAX_BODY_BYTES + 1))) {
            Response response = get(server, LONG);

            assertThat(response.body()).hasSize(ApacheTransport.MAX_BODY_BYTES);
            assertThat(response.truncated()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000000000000", "Transfer-Encoding: chunked", "X-Until: the end"})
    void anEndlessBodyIsNotReadToItsEnd(String framing) throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.write("HTTP/1.1 200 OK|" + framing + "||");
            try {
                while (true) {
                    connection.write(
                            framing.contains("chunked") ? "FFFF|" + "x".repeat(0xFFFF) + "|" : "x".repeat(0xFFFF));
                }
            } catch (IOException e) {
                left.countDown();
            }
        })) {
            assertThat(get(server, LONG).truncated()).isTrue();

            left.await(); // the connection is closed, not drained
        }
    }

    @Test
    void waitingHasTheLastWordOnceThereIsAConnection() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        CompletableFuture<Boolean> heard = new CompletableFuture<>();
        try (RawServer server = new RawServer(connection -> {
            connected.countDown();
            heard.complete(hears(connection));
        })) {
            Request request = new Request("POST", server.url("/"), Map.of(), null, LONG);
            assertThatExceptionOfType(StoppedException.class)
                    .isThrownBy(() -> transport.exchange(request, duration -> {
                        await(connected);
                        throw new StoppedException();
                    }));

            assertThat(heard.get(10, TimeUnit.SECONDS))
                    .as("whether anything was sent before the connection was closed")
                    .isFalse();
        }
    }

    @Test
    void aLongWaitForLeaveToSendIsNotThePlatformsFault() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            if (hears(connection)) {
                connection.write("HTTP/1.1 204 No Content||");
            } else {
                cut.countDown();
            }
        })) {
            Request request = new Request("POST", server.url("/"), Map.of(), null, Duration.ofSeconds(1));

            Response response = transport.exchange(request, duration -> await(cut));

            assertThat(response.status()).isEqualTo(204);
            assertThat(server.connections()).hasSize(2);
        }
    }

    private static boolean hears(RawServer.Connection connection) {
        try {
            return connection.request() != null;
        } catch (IOException e) {
            return false; // cut
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void failsAfter(RawServer server, Duration timeout) {
        long started = System.nanoTime();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> get(server, timeout))
                .isNotInstanceOf(UnreachableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isBetween(timeout.dividedBy(2), timeout.multipliedBy(10));
    }

    private Response get(RawServer server, Duration timeout) throws IOException {
        return get(server.url("/"), timeout);
    }

    private Response get(URI uri, Duration timeout) throws IOException {
        return transport.exchange(new Request("GET", uri, Map.of(), null, timeout));
    }

    private static Conduct answering(String answer) {
        return connection -> {
            while (connection.request() != null) {
                connection.write(answer);
            }
        };
    }

    private static Conduct answeringBytes(int length) {
        return connection -> {
            connection.request();
            connection.write("HTTP/1.1 200 OK|Content-Length: " + length + "||");
            connection.write("x".repeat(length));
        };
    }
}
