package dev.wrapup.sandbox.eventbridge;

import dev.wrapup.time.Clock;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts events the way an EventBridge API destination does: one event a request, a connection each, its headers,
 * its timeout and its retries. Blocks the caller until the event is delivered or given up. Thread-safe.
 */
public final class ApiDestination {

    /** As many connections as one machine can use at once; whoever sends decides how many they are. */
    private static final int MAX_CONNECTIONS = 1_000;

    private final Destination destination;
    private final Clock clock;
    private final Consumer<byte[]> onAccepted;
    private final CloseableHttpClient http;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder exhausted = new LongAdder();
    private final LongAdder retried = new LongAdder();

    /** A destination that waits between attempts on this clock. */
    public ApiDestination(Destination destination, Clock clock) {
        this(destination, clock, event -> {});
    }

    /**
     * The same.
     *
     * @param onAccepted is told each event whose delivery was answered 2xx, by whatever thread sent it
     */
    public ApiDestination(Destination destination, Clock clock, Consumer<byte[]> onAccepted) {
        this.destination = destination;
        this.clock = clock;
        this.onAccepted = onAccepted;
        this.http = client(Timeout.of(destination.timeout()));
    }

    private static CloseableHttpClient client(Timeout timeout) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** Delivers one event, in as many attempts as it takes and the destination allows. */
    public Delivery send(byte[] event) throws InterruptedException {
        RandomGenerator jitter = new SplittableRandom(clock.nanoTime());
        for (int attempts = 1; ; attempts++) {
            Attempt attempt = attempt(event);
            if (attempt instanceof Attempt.Answered answered && !Retries.again(answered.status())) {
                if (answered.status() < 300) {
                    onAccepted.accept(event);
                }
                return count(answered.status() < 300 ? Delivery.ACCEPTED : Delivery.REFUSED);
            }
            if (attempts == destination.maxAttempts()) {
                return count(Delivery.EXHAUSTED);
            }
            retried.increment();
            clock.sleep(Retries.pause(attempts, attempt.retryAfter(), jitter));
        }
    }

    private Attempt attempt(byte[] event) throws InterruptedException {
        try {
            return http.execute(request(event), ApiDestination::answered);
        } catch (IOException e) {
            return new Attempt.Unanswered(); // no connection, or no answer in time: EventBridge tells no difference
        } catch (IllegalStateException e) {
            // How the connection pool says that the thread was interrupted, or that the pool was closed.
            throw new InterruptedException("stopped while waiting for a connection");
        }
    }

    private static Attempt answered(ClassicHttpResponse response) throws IOException {
        EntityUtils.consume(response.getEntity());
        Header retryAfter = response.getFirstHeader("Retry-After");
        return new Attempt.Answered(
                response.getCode(),
                Optional.ofNullable(retryAfter).flatMap(header -> Retries.seconds(header.getValue())));
    }

    private ClassicHttpRequest request(byte[] event) {
        HttpPost request = new HttpPost(destination.uri());
        request.setHeader("User-Agent", "Amazon/EventBridge/ApiDestinations");
        request.setHeader("Content-Type", "application/json; charset=utf-8");
        request.setHeader("Range", "bytes=0-1048575");
        request.setHeader("Accept-Encoding", "gzip,deflate");
        request.setHeader("Connection", "close");
        request.setHeader(destination.apiKeyHeader(), destination.apiKey());
        request.setEntity(new ByteArrayEntity(event, null));
        return request;
    }

    private Delivery count(Delivery delivery) {
        switch (delivery) {
            case ACCEPTED -> accepted.increment();
            case REFUSED -> refused.increment();
            case EXHAUSTED -> exhausted.increment();
        }
        return delivery;
    }

    /** How all deliveries went so far. */
    public Counts counts() {
        return new Counts(accepted.sum(), refused.sum(), exhausted.sum(), retried.sum());
    }

    /** Closes connections; deliveries under way fail. Once more does nothing. */
    public void stop() {
        http.close(CloseMode.IMMEDIATE);
    }

    /**
     * How deliveries went.
     *
     * @param retried attempts that had to be made again
     */
    public record Counts(long accepted, long refused, long exhausted, long retried) {}
}
