package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of the platform's good answers. Pure. */
final class Bodies {

    private Bodies() {}

    /** The conversation without {@code endTime} while it is open; {@code state} never has a value there. */
    static ObjectNode conversation(Conversation conversation) {
        String startTime = conversation.startedAt().toString();
        Optional<String> endTime = conversation.closedAt().map(Instant::toString);
        ObjectNode body = Json.object().put("id", conversation.id().value()).put("startTime", startTime);
        endTime.ifPresent(time -> body.put("endTime", time));
        ArrayNode participants = body.putArray("participants");
        for (String purpose : new String[] {"customer", "agent"}) {
            ObjectNode participant = participants
                    .addObject()
                    .put("id", participantId(conversation, purpose))
                    .put("startTime", startTime)
                    .put("purpose", purpose);
            endTime.ifPresent(time -> participant.put("endTime", time));
        }
        conversation.wrapUp().ifPresent(wrapUp -> ((ObjectNode) participants.get(1)).set("wrapup", wrapUp(wrapUp)));
        return body;
    }

    static ObjectNode token(String token) {
        return Json.object()
                .put("access_token", token)
                .put("token_type", "bearer")
                .put("expires_in", Clients.TOKEN_LIFE.toSeconds());
    }

    static ObjectNode invalidClient() {
        return Json.object()
                .put("error", "invalid_client")
                .put("description", "client not found or invalid client secret")
                .put("error_description", "client not found or invalid client secret");
    }

    static ObjectNode unsupportedGrantType() {
        return Json.object()
                .put("error", "unsupported_grant_type")
                .put("description", "only client_credentials is supported")
                .put("error_description", "only client_credentials is supported");
    }

    /** Who a token is: in which organization's context it acts, and where its client lives. */
    static ObjectNode me(OAuthClient client, SimulatedOrganization context, SimulatedOrganization home) {
        ObjectNode body = Json.object();
        body.set("organization", organization(context.id(), context.name()));
        body.set("homeOrganization", organization(home.id(), home.name()));
        body.putArray("authorizedScope").add("conversations").add("scripts");
        body.putObject("OAuthClient").put("id", client.id());
        return body;
    }

    private static ObjectNode organization(OrganizationId id, String name) {
        return Json.object().put("id", id.value()).put("name", name);
    }

    private static ObjectNode wrapUp(History.WrapUp wrapUp) {
        return Json.object(wrapUp.body())
                .orElseGet(Json::object)
                .put("endTime", wrapUp.acceptedAt().toString());
    }

    private static String participantId(Conversation conversation, String purpose) {
        String name = conversation.id() + purpose;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
