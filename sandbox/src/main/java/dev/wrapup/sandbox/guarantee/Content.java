package dev.wrapup.sandbox.guarantee;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a record's value says, read as any auditor could: as plain JSON. */
public sealed interface Content {

    /** The conversation that it names; null where it names none. */
    default @Nullable String conversation() {
        return null;
    }

    /** An event that closes a conversation. */
    record Closing(String organization, String conversation, String detailType) implements Content {}

    /** Any other event: it needs no end. */
    record Other(String detailType) implements Content {}

    /** No event at all, or a closing one without its ids: it needs an end like any closing. */
    record Poison() implements Content {}

    /**
     * An entry of the ledger.
     *
     * @param origin where its event first appeared, as {@code topic-partition@offset}
     * @param organization null where the entry names none
     * @param conversation null where the entry names none
     * @param worker who wrote it
     */
    record Entry(
            String origin,
            @Nullable String organization,
            @Nullable String conversation,
            String outcome,
            String reason,
            String worker)
            implements Content {

        boolean isDelivered() {
            return outcome.equals("DELIVERED");
        }

        boolean isDead() {
            return outcome.equals("DEAD");
        }
    }

    /** The detail type that closes a conversation. */
    String CLOSING = "v2.detail.events.conversation.{id}.customer.end";

    /** {@code aws.partner/genesys.com/cloud/<organization>/…}; {@code genesys.com.test} occurs as well. */
    Pattern SOURCE = Pattern.compile("aws\\.partner/genesys\\.com[^/]*/cloud/([^/]+)(?:/.*)?");

    JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Of any topic but the ledger; null for a record without a value. */
    static Content ofEvent(byte @Nullable [] value) {
        JsonNode event = json(value);
        if (!event.path("detail-type").isString()
                || !event.path("source").isString()
                || !event.path("detail").isObject()) {
            return new Poison();
        }
        String detailType = event.path("detail-type").asString();
        return detailType.equals(CLOSING) ? closing(event) : new Other(detailType.intern());
    }

    private static Content closing(JsonNode event) {
        Matcher source = SOURCE.matcher(event.path("source").asString());
        Optional<OrganizationId> organization =
                source.matches() ? OrganizationId.parse(source.group(1)) : Optional.empty();
        Optional<ConversationId> conversation = ConversationId.parse(
                event.path("detail").path("eventBody").path("conversationId").asString(""));
        return organization.isPresent() && conversation.isPresent()
                ? new Closing(
                        organization.get().value().intern(), conversation.get().value(), CLOSING)
                : new Poison();
    }

    /** Of the ledger; what is no entry at all has its own place for an origin, where no event stands. */
    static Content ofEntry(byte @Nullable [] value, Place place) {
        JsonNode entry = json(value);
        return new Entry(
                entry.path("origin").asString(place.toString()),
                text(entry, "organizationId"),
                text(entry, "conversationId"),
                entry.path("outcome").asString("").intern(),
                entry.path("reason").asString("").intern(),
                entry.path("worker").asString("").intern());
    }

    private static @Nullable String text(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        return value.isString() ? value.asString() : null;
    }

    private static JsonNode json(byte @Nullable [] value) {
        try {
            return JSON.readTree(value == null ? new byte[0] : value);
        } catch (JacksonException e) {
            return JSON.createObjectNode(); // it lacks all that an event has
        }
    }
}
