package dev.wrapup.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an EventBridge envelope as Genesys Cloud's partner event source writes it. Unknown fields are tolerated:
 * they appear at any time. Thread-safe.
 */
public final class EventDecoder {

    /** {@code aws.partner/genesys.com/cloud/<organizationId>/<suffix>}; {@code genesys.com.test} occurs as well. */
    private static final Pattern SOURCE = Pattern.compile("aws\\.partner/genesys\\.com[^/]*/cloud/([^/]+)(?:/.*)?");

    /** A UUID, in truth. Anything else would be anybody's text, of any length, in the ledger. */
    private static final Pattern EVENT_ID = Pattern.compile("[!-~]{1,128}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Set<String> closingDetailTypes;

    /**
     * A decoder to which these detail types close a conversation.
     *
     * @param closingDetailTypes with {@code {id}} written literally, as the platform does
     */
    public EventDecoder(Set<String> closingDetailTypes) {
        this.closingDetailTypes = Set.copyOf(closingDetailTypes);
    }

    /**
     * What the bytes say.
     *
     * @throws MalformedEventException when they are not an envelope, or are a closure without its ids
     */
    public Event decode(byte[] bytes) throws MalformedEventException {
        JsonNode envelope = parse(bytes);
        String detailType = text(envelope, "detail-type");
        String source = text(envelope, "source");
        JsonNode detail = envelope.path("detail");
        if (detailType == null || source == null || !detail.isObject()) {
            throw new MalformedEventException(
                    "not an EventBridge envelope: it needs the texts \"detail-type\" and \"source\" and the object"
                            + " \"detail\"");
        }
        return closingDetailTypes.contains(detailType)
                ? closure(envelope, detailType, source, detail.path("eventBody"))
                : new Event.Other(detailType);
    }

    private static JsonNode parse(byte[] bytes) throws MalformedEventException {
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json.isObject()) {
                return json;
            }
            throw new MalformedEventException("not an EventBridge envelope: not a JSON object");
        } catch (JacksonException e) {
            throw new MalformedEventException("not JSON: " + e.getOriginalMessage());
        }
    }

    private static Closure closure(JsonNode envelope, String detailType, String source, JsonNode body)
            throws MalformedEventException {
        OrganizationId organization = organization(source)
                .orElseThrow(() -> new MalformedEventException(
                        "no organization: \"source\" must be aws.partner/genesys.com/cloud/<organization UUID>/…"));
        String conversation = text(body, "conversationId");
        if (conversation == null) {
            throw new MalformedEventException("no conversation: detail.eventBody.conversationId is missing");
        }
        return new Closure(
                organization,
                ConversationId.parse(conversation)
                        .orElseThrow(() -> new MalformedEventException(
                                "no conversation: detail.eventBody.conversationId is not a UUID")),
                closedAt(envelope, body),
                detailType,
                eventId(envelope));
    }

    private static Optional<OrganizationId> organization(String source) {
        Matcher matcher = SOURCE.matcher(source);
        return matcher.matches() ? OrganizationId.parse(matcher.group(1)) : Optional.empty();
    }

    private static @Nullable String eventId(JsonNode envelope) {
        String id = text(envelope, "id");
        return id != null && EVENT_ID.matcher(id).matches() ? id : null;
    }

    private static @Nullable Instant closedAt(JsonNode envelope, JsonNode body) {
        Instant eventTime = time(body.path("eventTime"));
        return eventTime != null ? eventTime : time(envelope.path("time"));
    }

    /** Epoch milliseconds in detail events, ISO-8601 in others. */
    private static @Nullable Instant time(JsonNode node) {
        try {
            if (node.isIntegralNumber() && node.canConvertToLong()) {
                return Instant.ofEpochMilli(node.asLong());
            }
            return node.isString() ? OffsetDateTime.parse(node.asString()).toInstant() : null;
        } catch (DateTimeException e) {
            return null; // an optional field: a time that cannot be read is a time that is not there
        }
    }

    private static @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isString() ? value.asString() : null;
    }
}
