package dev.wrapup.worker.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.wrapup.sandbox.kafka.ServerKeys;
import dev.wrapup.worker.RawServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom the transport talks to over TLS: a server that proves to be the one that was called, and nobody else. */
@Timeout(60)
class TlsIT {

    private static final Duration HANGING = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static ServerKeys keys;
    private static HttpsServer server;
    private static final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() throws Exception {
        keys = ServerKeys.make(folder, "localhost", "dns:localhost");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void aServerWithATrustedCertificateOfItsNameIsAnswered() throws Exception {
        Response response = call("localhost", keys.keyStore());

        assertThat(response.status()).isEqualTo(204);
        assertThat(received.take()).isEqualTo("Bearer secret");
    }

    @Test
    void aTrustedCertificateOfAnotherNameIsRefused() {
        assertThatExceptionOfType(UnreachableException.class)
                .isThrownBy(() -> call("127.0.0.1", keys.keyStore()))
                .withCauseInstanceOf(SSLException.class);
        assertThat(received).isEmpty();
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        Path others = ServerKeys.make(folder, "other", "dns:localhost").keyStore();

        assertThatExceptionOfType(UnreachableException.class)
                .isThrownBy(() -> call("localhost", others))
                .withCauseInstanceOf(SSLException.class);
        assertThat(received).isEmpty();
    }

    @Test
    void aServerThatSpeaksNoTlsIsRefused() throws Exception {
        try (RawServer plain = new RawServer(connection -> {
            connection.write("HTTP/1.1 204 No Content||");
            connection.awaitEnd();
        })) {
            int port = plain.url("/").getPort();

            assertThatExceptionOfType(UnreachableException.class)
                    .isThrownBy(() -> call("localhost", port, keys.keyStore(), PATIENCE))
                    .withCauseInstanceOf(SSLException.class);
        }
    }

    @Test
    void aHandshakeThatHangsIsLeftAfterTheTimeout() throws Exception {
        try (RawServer silent = new RawServer(RawServer.Connection::awaitEnd)) {
            int port = silent.url("/").getPort();
            long started = System.nanoTime();

            assertThatExceptionOfType(UnreachableException.class)
                    .isThrownBy(() -> call("localhost", port, keys.keyStore(), HANGING))
                    .withMessageContaining("no connection within");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(PATIENCE);
        }
    }

    private static Response call(String host, Path trusted) throws Exception {
        return call(host, server.getAddress().getPort(), trusted, PATIENCE);
    }

    private static Response call(String host, int port, Path trusted, Duration timeout) throws Exception {
        System.setProperty("javax.net.ssl.trustStore", trusted.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", keys.password());
        try (ApacheTransport transport = new ApacheTransport("wrapup (a test)", PATIENCE, Redaction.NONE)) {
            return transport.exchange(new Request(
                    "GET",
                    URI.create("https://" + host + ":" + port + "/"),
                    Map.of("Authorization", "Bearer secret"),
                    null,
                    timeout));
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    private static SSLContext context(ServerKeys keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.keyStore())) {
            store.load(in, keys.password().toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, keys.password().toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
