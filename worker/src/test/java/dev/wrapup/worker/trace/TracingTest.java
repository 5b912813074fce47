package dev.wrapup.worker.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.wrapup.config.Secret;
import dev.wrapup.config.TracingSettings;
import dev.wrapup.worker.Logged;
import dev.wrapup.worker.genesys.Exchanges;
import dev.wrapup.worker.ingest.Arrivals;
import dev.wrapup.worker.work.Passes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TracingTest {

    @Test
    void withoutAnEndpointThereIsNothing() {
        Tracing tracing = new Tracing(TracingSettings.OFF, "host", "wrapup-worker");

        assertThat(tracing.arrivals()).isSameAs(Arrivals.UNTRACED);
        assertThat(tracing.passes()).isSameAs(Passes.PLAIN);
        assertThat(tracing.exchanges()).isSameAs(Exchanges.UNTOLD);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void stoppingIsBoundedWhereTheReceiverTakesSpansAndNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Logged logged = Logged.by(Tracing.class)) {
            Tracing tracing = tracing("http://127.0.0.1:" + silent.getLocalPort());
            tracing.start();
            tracing.arrivals().begins(Optional.empty()).answered(202);

            tracing.stop();

            assertThat(logged.lines()).containsExactly("WARN The last spans were not exported");
        }
    }

    @Test
    void whatTheReceiverAnswersIsToldByItsStatusAndTheSecretIsNot() throws IOException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        receiver.start();
        try (Logged logged = Logged.by(LoggedOnce.class)) {
            Tracing tracing =
                    tracing("http://127.0.0.1:" + receiver.getAddress().getPort());
            tracing.arrivals().begins(Optional.empty()).answered(202);

            tracing.stop();

            assertThat(logged.lines()).singleElement().asString().endsWith("error=status 401");
        } finally {
            receiver.stop(0);
        }
    }

    private static Tracing tracing(String endpoint) {
        return new Tracing(
                new TracingSettings(Optional.of(URI.create(endpoint)), 1, Map.of("Authorization", new Secret("s"))),
                "host",
                "wrapup-worker");
    }
}
