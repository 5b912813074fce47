package dev.wrapup.worker.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says what must become of a record, by a small reading of its own that shares nothing with the worker but the JSON
 * parser: with every conversation ready, and a platform that always answers.
 */
public final class Oracle {

    private static final String CLOSING = "v2.detail.events.conversation.{id}.customer.end";
    private static final int MAX_WORKABLE = Mutations.MEGABYTE + 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Set<String> organizations;
    private final Map<String, String> organizationOf;

    /**
     * An oracle for workers to which these organizations are configured.
     *
     * @param material conversations that the platform knows
     */
    public Oracle(Set<String> organizations, Material material) {
        this.organizations = Set.copyOf(organizations);
        this.organizationOf = material.closed().stream()
                .collect(Collectors.toMap(
                        closed -> closed.id().value(),
                        (ClosedConversation closed) -> closed.organization().value()));
    }

    /** What must become of the record. */
    public Expectation of(ProducerRecord<byte[], byte[]> record) {
        Optional<String> origin = claim(record, "wrapup-origin")
                .filter(text -> text.matches("[A-Za-z0-9._-]{1,249}-[0-9]{1,10}@[0-9]{1,19}"));
        Optional<JsonNode> event = size(record) > MAX_WORKABLE ? Optional.empty() : event(record.value());
        if (event.isEmpty()) {
            return malformed(origin);
        }
        if (!event.get().path("detail-type").stringValue("").equals(CLOSING)) {
            return record.headers().lastHeader("wrapup-first-seen") == null
                    ? new Expectation.Ignored()
                    : malformed(origin);
        }
        String organization = organization(event.get().path("source").stringValue(""));
        String conversation = uuid(event.get()
                .path("detail")
                .path("eventBody")
                .path("conversationId")
                .stringValue(""));
        if (organization.isEmpty() || conversation.isEmpty()) {
            return malformed(origin);
        }
        if (!organizations.contains(organization)) {
            return new Expectation.Dead("UNKNOWN_ORGANIZATION", origin);
        }
        return organization.equals(organizationOf.get(conversation))
                ? new Expectation.Delivered(origin)
                : new Expectation.Dead(notFound(record), origin);
    }

    private static Expectation malformed(Optional<String> origin) {
        return new Expectation.Dead("MALFORMED", origin);
    }

    /** Whoever says that an earlier pass found the conversation is believed: the race, then, and no other tenant. */
    private static String notFound(ProducerRecord<byte[], byte[]> record) {
        boolean found = claim(record, "wrapup-conversation-found")
                .filter("true"::equals)
                .isPresent();
        return found ? "NOT_READY_EXHAUSTED" : "CONVERSATION_NOT_IN_ORGANIZATION";
    }

    private static Optional<JsonNode> event(byte[] value) {
        try {
            JsonNode json = JSON.readTree(value == null ? new byte[0] : value);
            boolean isEvent = json.path("detail-type").isString()
                    && json.path("source").isString()
                    && json.path("detail").isObject();
            return isEvent ? Optional.of(json) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String organization(String source) {
        String[] parts = source.split("/", 5);
        boolean isGenesys = parts.length >= 4 && parts[0].equals("aws.partner") && parts[1].startsWith("genesys.com");
        return isGenesys && parts[2].equals("cloud") && source.chars().noneMatch(Oracle::endsALine)
                ? uuid(parts[3])
                : "";
    }

    private static boolean endsALine(int character) {
        return "\n\r\u0085\u2028\u2029".indexOf(character) >= 0;
    }

    /** In lower case; empty where the text is none. */
    private static String uuid(String text) {
        boolean isUuid = text.length() == 36;
        for (int at = 0; at < text.length() && isUuid; at++) {
            char c = text.charAt(at);
            boolean dash = at == 8 || at == 13 || at == 18 || at == 23;
            isUuid = dash ? c == '-' : c < 128 && Character.digit(c, 16) >= 0;
        }
        return isUuid ? text.toLowerCase(Locale.ROOT) : "";
    }

    /** The last word of a header, if it is a text that fits a line. */
    private static Optional<String> claim(ProducerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null || header.value().length > 512
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8)).filter(text -> !text.matches("(?s).*\\p{C}.*"));
    }

    private static long size(ProducerRecord<byte[], byte[]> record) {
        long size = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            if (!header.key().startsWith("wrapup-")) {
                size += 10 + 3L * header.key().length() + length(header.value());
            }
        }
        return size;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
