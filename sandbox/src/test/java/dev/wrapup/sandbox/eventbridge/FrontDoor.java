package dev.wrapup.sandbox.eventbridge;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** A front door that writes down what it gets and answers as it was told, else 202. */
public final class FrontDoor {

    /** Connections that are not accepted yet: none is turned away, to come again. */
    private static final int MOST_WAITING = 1_024;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Semaphore arrivals = new Semaphore(0);

    public FrontDoor() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MOST_WAITING);
        server.setExecutor(threads);
        server.createContext("/events", this::receive);
        server.start();
    }

    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/events");
    }

    /** This door, for senders whose patience no busy machine exhausts: whoever tries again after 5 s sends twice. */
    public Destination forThePatient() {
        return new Destination(uri(), "X-Api-Key", "secret", Duration.ofMinutes(1), 185);
    }

    /** What the next request without an answer of its own gets. */
    public void answer(int status, String... header) {
        answers.add(new Answer(status, header.length == 0 ? Map.of() : Map.of(header[0], header[1])));
    }

    public List<Received> received() {
        return received;
    }

    /** Waits for so many more requests. */
    public void await(int requests) throws InterruptedException {
        arrivals.acquire(requests);
    }

    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Headers headers = new Headers();
            headers.putAll(exchange.getRequestHeaders());
            received.add(new Received(exchange.getRequestMethod(), headers, new String(body, StandardCharsets.UTF_8)));
            arrivals.release();
            Answer answer = answers.poll();
            if (answer != null) {
                answer.headers.forEach(exchange.getResponseHeaders()::set);
            }
            exchange.sendResponseHeaders(answer == null ? 202 : answer.status, -1);
        }
    }

    public record Received(String method, Headers headers, String body) {}

    private record Answer(int status, Map<String, String> headers) {}
}
