package dev.wrapup.worker.console;

import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.kafka.OutOfTimeException;
import dev.wrapup.worker.service.Guard;
import dev.wrapup.worker.service.HttpService;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the page asks, under {@code /console/api/}, as JSON. All of it needs the admin token in a header, which no other
 * site can make a browser send: a cookie there is not.
 */
final class Api {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String PREFIX = "/console/api/";

    /** Questions to Kafka at once: each has a consumer of its own, with its buffers. */
    private static final int MOST_AT_ONCE = 2;

    /** How long a further one waits for others to end: they end by themselves. */
    private static final Duration ROOM_PATIENCE = Duration.ofSeconds(2);

    private static final int LARGEST_BODY = 64 * 1024;

    private final Answers answers;
    private final Guard guard;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    Api(Answers answers, Guard guard) {
        this.answers = answers;
        this.guard = guard;
    }

    /** What is answered is made JSON of. */
    private interface Question {
        Object answer(Context request) throws BadQuestionException;
    }

    /** What a person wants changed, told as JSON. */
    private interface Change<T> {
        Object answer(T body) throws BadQuestionException;
    }

    /** Its routes. */
    void routes(RoutesConfig routes) {
        routes.get(PREFIX + "overview", json(request -> answers.overview()));
        routes.get(PREFIX + "series", json(request -> answers.series(request.queryParam("org"))));
        routes.get(
                PREFIX + "dead-letters",
                json(inRoom(request -> answers.deadLetters(
                        filter(request), "true".equals(request.queryParam("all")), limit(request)))));
        routes.get(
                PREFIX + "dead-letters/{place}",
                json(inRoom(request -> answers.deadLetter(Filter.place(request.pathParam("place"))))));
        routes.get(
                PREFIX + "conversations/{id}",
                json(inRoom(request -> answers.conversation(Filter.conversation(request.pathParam("id"))))));
        routes.post(
                PREFIX + "plan", json(inRoom(request -> change(request, Answers.PlanRequest.class, answers::plan))));
        routes.post(PREFIX + "errand", json(request -> change(request, Answers.ErrandRequest.class, answers::begin)));
        routes.post(PREFIX + "errand/stop", json(request -> change(request, Answers.StopRequest.class, answers::stop)));
    }

    private static Filter filter(Context request) {
        return new Filter(
                request.queryParam("org"),
                request.queryParams("reason"),
                request.queryParam("conversation"),
                request.queryParam("since"),
                request.queryParam("until"),
                request.queryParams("place"));
    }

    private static int limit(Context request) throws BadQuestionException {
        String text = Optional.ofNullable(request.queryParam("limit")).orElse("50");
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new BadQuestionException("limit is a number from 1 to 9999");
        }
        return Integer.parseInt(text);
    }

    private Handler json(Question question) {
        return guard.before(request -> {
            try {
                Object answer = question.answer(request);
                if (request.status().getCode() < 400) {
                    request.contentType("application/json").result(JSON.writeValueAsBytes(answer));
                }
            } catch (BadQuestionException e) {
                refuse(request, 400, e.getMessage());
            } catch (KafkaUnavailableException e) {
                refuse(request, 503, e.getMessage());
            } catch (OutOfTimeException e) {
                refuse(request, 503, e.getMessage() + "; `wrapup dead-letters` reads all of it");
            } catch (KafkaException e) {
                refuse(request, 503, "Kafka: " + KafkaFailure.inWords(e));
            }
        });
    }

    private Question inRoom(Question question) {
        return request -> {
            if (!hasRoom()) {
                refuse(request, 503, "others are asking just now: ask again");
                return Map.of();
            }
            try {
                return question.answer(request);
            } finally {
                room.release();
            }
        };
    }

    private boolean hasRoom() {
        try {
            return room.tryAcquire(ROOM_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static <T> Object change(Context request, Class<T> type, Change<T> change) throws BadQuestionException {
        String contentType = Optional.ofNullable(request.contentType()).orElse("");
        if (!contentType.matches("(?i)application/json\\s*(;.*)?")) {
            refuse(request, 415, "a change is told as application/json");
            return Map.of();
        }
        return change.answer(body(request, type));
    }

    private static <T> T body(Context request, Class<T> type) throws BadQuestionException {
        byte[] bytes = request.bodyAsBytes();
        if (bytes.length > LARGEST_BODY) {
            throw new BadQuestionException("a request has at most 64 KiB");
        }
        try {
            T body = JSON.readValue(bytes, type);
            if (body == null) {
                throw new BadQuestionException("the request is empty");
            }
            return body;
        } catch (JacksonException e) {
            throw new BadQuestionException("the request is not the JSON that is asked for");
        }
    }

    private static void refuse(Context request, int status, @Nullable String why) {
        HttpService.answer(request, status, Map.of("error", String.valueOf(why)));
    }
}
