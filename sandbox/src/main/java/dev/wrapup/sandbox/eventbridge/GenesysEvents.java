package dev.wrapup.sandbox.eventbridge;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of Genesys Cloud's partner event source, as EventBridge writes them, modelled on the samples that
 * Genesys publishes. Pure: what varies between events is decided by the conversation's id, so the same conversation
 * gives the same bytes.
 */
public final class GenesysEvents {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String[] MEDIA = {"VOICE", "CHAT", "EMAIL", "MESSAGE", "CALLBACK"};
    private static final String[] OTHERS = {"customer.start", "user.start", "user.end", "acw", "wrapup"};

    private GenesysEvents() {}

    /** The event "the customer left the conversation", which by default closes it. */
    public static byte[] closure(OrganizationId organization, ConversationId conversation, Instant closedAt) {
        return event("customer.end", organization, conversation, closedAt);
    }

    /** An event of the same conversation that closes nothing. */
    public static byte[] other(OrganizationId organization, ConversationId conversation, Instant at) {
        return event(pick(OTHERS, random(conversation, "other")), organization, conversation, at);
    }

    private static byte[] event(
            String topic, OrganizationId organization, ConversationId conversation, Instant eventTime) {
        RandomGenerator random = random(conversation, topic);
        // The test source occurs in Genesys' own samples; the time without milliseconds in one of them.
        String partner = random.nextInt(10) == 0 ? "genesys.com.test" : "genesys.com";
        Instant time = random.nextInt(5) == 0 ? eventTime.truncatedTo(ChronoUnit.SECONDS) : eventTime;
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", uuid(random))
                .put("detail-type", "v2.detail.events.conversation.{id}." + topic)
                .put("source", "aws.partner/" + partner + "/cloud/" + organization + "/wrapup-event-bus")
                .put("account", "123456789012")
                .put("time", time.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("region", "us-east-1");
        event.putArray("resources");
        ObjectNode detail = event.putObject("detail")
                .put("topicName", "v2.detail.events.conversation." + conversation + "." + topic)
                .put("version", "2");
        detail.set("eventBody", body(conversation, eventTime, random));
        detail.putObject("metadata").put("CorrelationId", uuid(random));
        detail.put("timestamp", eventTime.truncatedTo(ChronoUnit.MILLIS).toString());
        return JSON.writeValueAsBytes(event);
    }

    private static ObjectNode body(ConversationId conversation, Instant eventTime, RandomGenerator random) {
        ObjectNode body = JSON.createObjectNode();
        if (random.nextInt(10) == 0) {
            body.put("eventTime", eventTime.truncatedTo(ChronoUnit.MILLIS).toString());
        } else {
            body.put("eventTime", eventTime.toEpochMilli());
        }
        body.put("conversationId", conversation.value())
                .put("participantId", uuid(random))
                .put("sessionId", uuid(random))
                .put("mediaType", pick(MEDIA, random))
                .put("provider", "Edge")
                .put("direction", random.nextBoolean() ? "INBOUND" : "OUTBOUND")
                .put("interactingDurationMs", random.nextInt(600_000));
        if (random.nextBoolean()) { // a CRM record: never to be taken for the tenant
            String contact = uuid(random);
            body.put("externalContactId", contact).put("externalOrganizationId", uuid(random));
            body.putArray("conversationExternalContactIds").add(contact);
        } else {
            body.putArray("conversationExternalContactIds");
        }
        if (random.nextInt(20) == 0) { // new fields appear at any time
            body.putObject("conversationSentiment").put("score", random.nextInt(100));
        }
        return body;
    }

    private static RandomGenerator random(ConversationId conversation, String topic) {
        UUID id = UUID.fromString(conversation.value());
        return new SplittableRandom(id.getMostSignificantBits() ^ (id.getLeastSignificantBits() + topic.hashCode()));
    }

    private static String uuid(RandomGenerator random) {
        byte[] name = Long.toString(random.nextLong()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString();
    }

    private static String pick(String[] from, RandomGenerator random) {
        return from[random.nextInt(from.length)];
    }
}
