package dev.wrapup.sandbox.experiment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Prometheus that scrapes, more often than it does as a rule, and a person with an open console: what that page asks and
 * how often. Thread-safe.
 */
final class Audience implements AutoCloseable {

    private static final Duration SCRAPE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> PAGE = List.of("/console/api/overview", "/console/api/series?org=");

    private final URI worker;
    private final String token;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService eyes = Executors.newScheduledThreadPool(2);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /**
     * How often it looked.
     *
     * @param answered with 200
     * @param refused anything else
     */
    record Counts(int answered, int refused) {}

    /**
     * An audience that does not look yet.
     *
     * @param worker any address on its admin port
     * @param token of its admin port
     */
    Audience(URI worker, String token) {
        this.worker = worker;
        this.token = token;
    }

    /** Looks from now on. */
    Audience begin() {
        look(List.of("/metrics"), SCRAPE);
        look(PAGE, LOOK);
        return this;
    }

    private void look(List<String> paths, Duration every) {
        Future<?> unused =
                eyes.scheduleAtFixedRate(() -> paths.forEach(this::look), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(String path) {
        HttpRequest request = HttpRequest.newBuilder(worker.resolve(path))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode();
            (status == 200 ? answered : refused).incrementAndGet();
        } catch (IOException | RuntimeException e) { // one that got out would end all further looks
            refused.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it looks no more
        }
    }

    Counts counts() {
        return new Counts(answered.get(), refused.get());
    }

    @Override
    public void close() {
        eyes.shutdownNow();
        eyes.close(); // a look that is broken off is none that was not answered
        http.shutdownNow();
    }
}
