package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The simulator's own pages, outside {@code /api}: its health and the truth, as JSON. */
final class Operations {

    private static final String HISTORY = "/truth/conversations/";

    private final Truth truth;

    Operations(Truth truth) {
        this.truth = truth;
    }

    /** Empty where there is no such page. */
    Optional<Answer> answer(String method, String path) {
        if (!method.equals("GET")) {
            return Optional.empty();
        }
        if (path.startsWith(HISTORY)) {
            return ConversationId.parse(path.substring(HISTORY.length()))
                    .flatMap(truth::history)
                    .map(history -> Answer.json(200, json(history)));
        }
        return switch (path) {
            case "/health" -> Optional.of(Answer.json(200, Json.object().put("status", "UP")));
            case "/truth" -> Optional.of(Answer.json(200, json()));
            default -> Optional.empty();
        };
    }

    private ObjectNode json() {
        ObjectNode body = json(truth.summary());
        ArrayNode clients = body.putArray("clients");
        for (Consumption consumption : truth.clients()) {
            clients.addObject()
                    .put("client", consumption.client())
                    .put("requests", consumption.requests())
                    .put("refused", consumption.refused())
                    .put("first", text(consumption.first()))
                    .put("last", text(consumption.last()));
        }
        return body;
    }

    private static ObjectNode json(Summary summary) {
        ObjectNode body = Json.object()
                .put("closures", summary.closures())
                .put("delivered", summary.delivered())
                .put("duplicateWrapUps", summary.duplicateWrapUps())
                .put("wrongOrganizationRequests", summary.wrongOrganizationRequests())
                .put("apiCalls", summary.apiCalls())
                .put("notReadyResponses", summary.notReadyResponses())
                .put("neverReady", summary.neverReady().size());
        body.putObject("readyToDeliveredMillis")
                .put("p50", millis(summary.readyToDelivered(0.5)))
                .put("p95", millis(summary.readyToDelivered(0.95)))
                .put("p99", millis(summary.readyToDelivered(0.99)))
                .put("max", millis(summary.readyToDelivered(1)));
        return body;
    }

    private static ObjectNode json(History history) {
        ObjectNode body = Json.object()
                .put("organization", history.organization().value())
                .put("conversation", history.conversation().value())
                .put("closedAt", text(history.closedAt()))
                .put("readyAt", text(history.readyAt()))
                .put("emittedAt", text(history.emittedAt()));
        ArrayNode wrapUps = body.putArray("wrapUps");
        for (History.WrapUp wrapUp : history.wrapUps()) {
            wrapUps.addObject()
                    .put("acceptedAt", text(wrapUp.acceptedAt()))
                    .put("context", wrapUp.context().value())
                    .put("body", wrapUp.body());
        }
        ArrayNode requests = body.putArray("requests");
        for (History.Request request : history.requests()) {
            requests.addObject()
                    .put("at", text(request.at()))
                    .put("call", request.call().name())
                    .put("client", request.client())
                    .put("header", request.header())
                    .put("agent", request.agent())
                    .put("status", request.status())
                    .put("wrongOrganization", request.wrongOrganization());
        }
        return body;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
