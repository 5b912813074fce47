package dev.wrapup.worker.ingest;

import dev.wrapup.config.Config;
import dev.wrapup.config.IngestSettings;
import dev.wrapup.config.Secret;
import dev.wrapup.event.Closure;
import dev.wrapup.event.Event;
import dev.wrapup.event.EventDecoder;
import dev.wrapup.event.MalformedEventException;
import dev.wrapup.time.Clock;
import dev.wrapup.topic.Detail;
import dev.wrapup.topic.Traceparent;
import dev.wrapup.worker.service.HttpService;
import dev.wrapup.worker.service.Service;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door: {@code POST /events}, one EventBridge event a request, as an API destination sends it.
 *
 * <p>202 only after every in-sync replica has the event, or when it is one that closes nothing; 400 not an event; 401
 * wrong key; 408 too slow; 413 too large; 503 with {@code Retry-After} when Kafka cannot take it or too many come at
 * once. Only 401 and 503 make an API destination try again.
 */
public final class FrontDoor implements Service {

    private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);

    /** Bodies held at once: with the largest allowed, 64 MiB. An API destination makes 300 calls a second. */
    private static final int MAX_CONCURRENT = 64;

    private static final Duration MAX_BODY_TIME = Duration.ofSeconds(5); // as long as the sender waits
    private static final String RETRY_AFTER_SECONDS = "2";

    private final IngestSettings settings;
    private final ApiKey key;
    private final EventDecoder decoder;
    private final BodyReader bodies;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final String topic;
    private final Clock clock;
    private final Hooks hooks;
    private final HttpService http;
    private final Semaphore places = new Semaphore(MAX_CONCURRENT);
    private volatile @Nullable ClosureWriter closures;

    /**
     * Who is told what.
     *
     * @param answered hears the status of every answer
     * @param arrivals told of every event
     */
    public record Hooks(IntConsumer answered, Arrivals arrivals) {

        /** Nobody. */
        public static final Hooks NONE = new Hooks(status -> {}, Arrivals.UNTRACED);
    }

    /**
     * A front door that is not open yet.
     *
     * @param apiKey what senders must present
     * @param producers makes the producer of one opening; closing closes it
     * @param hooks told of what comes
     */
    public FrontDoor(
            Config config, Secret apiKey, Supplier<Producer<byte[], byte[]>> producers, Clock clock, Hooks hooks) {
        this.hooks = hooks;
        this.settings = config.ingest();
        this.key = new ApiKey(apiKey);
        this.decoder = new EventDecoder(config.closingDetailTypes());
        this.bodies = new BodyReader(settings.maxBodyBytes(), MAX_BODY_TIME, clock);
        this.producers = producers;
        this.topic = config.topicNames().closures();
        this.clock = clock;
        this.http = new HttpService("events", settings.port(), routes -> routes.post("/events", this::events));
    }

    /**
     * Opens it, whether Kafka answers or not.
     *
     * @throws org.apache.kafka.common.KafkaException when it answers that it refuses this user
     */
    @Override
    public synchronized void start() {
        ClosureWriter writer = new ClosureWriter(producers.get(), topic, clock);
        closures = writer;
        http.start();
        writer.introduce();
    }

    /** Closes it; requests that are being answered come to their end first. */
    @Override
    public synchronized void stop() {
        http.stop();
        if (closures != null) {
            closures.close();
            closures = null;
        }
    }

    /** The port that is open. */
    public int port() {
        return http.port();
    }

    /**
     * Whether it is open, and Kafka takes what comes as far as is known: some broker answered in the last 10 s, and not all
     * writes have failed for longer than that. Thread-safe.
     */
    public boolean isReady() {
        ClosureWriter open = closures;
        return open != null && open.isReady();
    }

    private void events(Context request) {
        if (key.opens(request.header(settings.apiKeyHeader()))) {
            welcome(request);
        } else { // a stranger leaves no trace
            refuse(
                    request,
                    new RefusedException(401, "the key in " + settings.apiKeyHeader() + " is missing or wrong"));
        }
    }

    private void welcome(Context request) {
        Arrivals.Arrival arrival = hooks.arrivals().begins(Traceparent.parse(request.header("traceparent")));
        int status = 500; // unless something else is answered
        try {
            answer(request, 202, take(request, arrival));
            status = 202;
        } catch (RefusedException e) {
            refuse(request, e);
            status = e.status();
        } finally {
            arrival.answered(status);
        }
    }

    private String take(Context request, Arrivals.Arrival arrival) throws RefusedException {
        if (request.contentLength() > settings.maxBodyBytes()) {
            throw new RefusedException(413, "the body is larger than " + settings.maxBodyBytes() + " bytes");
        }
        if (!places.tryAcquire()) {
            throw new RefusedException(503, "too many events at once");
        }
        try {
            return take(bodies.read(request.bodyInputStream()), arrival);
        } catch (IOException e) {
            throw new RefusedException(400, "the body broke off, or is not framed as HTTP wants it");
        } finally {
            places.release();
        }
    }

    private String take(byte[] body, Arrivals.Arrival arrival) throws RefusedException {
        return switch (decode(body)) {
            case Event.Other other -> "ignored: " + Detail.of(other.detailType());
            case Closure closure -> {
                writer().write(closure, body, arrival);
                yield "accepted";
            }
        };
    }

    private ClosureWriter writer() throws RefusedException {
        ClosureWriter open = closures;
        if (open == null) {
            throw new RefusedException(503, "the front door is closing");
        }
        return open;
    }

    private Event decode(byte[] body) throws RefusedException {
        try {
            return decoder.decode(body);
        } catch (MalformedEventException e) {
            throw new RefusedException(400, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(Context request, RefusedException refused) {
        String why = Detail.of(String.valueOf(refused.getMessage()));
        log.atInfo()
                .addKeyValue("status", refused.status())
                .addKeyValue("reason", why)
                .log("Event refused");
        if (refused.status() == 503) {
            request.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        answer(request, refused.status(), why);
    }

    private void answer(Context request, int status, String message) {
        hooks.answered().accept(status);
        HttpService.answer(request, status, Map.of("message", message));
    }
}
