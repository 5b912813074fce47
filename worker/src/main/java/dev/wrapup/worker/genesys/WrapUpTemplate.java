package dev.wrapup.worker.genesys;

import dev.wrapup.event.Closure;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The POST's JSON body with its placeholders. Values are filled into the texts of a tree, never into its source, so
 * none of them can change what the body is. Thread-safe.
 */
final class WrapUpTemplate {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private final ObjectNode template;

    WrapUpTemplate(ObjectNode template) {
        this.template = template;
    }

    /** The wrap-up code that the body sets; empty where it has none, or one that depends on the closure. */
    Optional<String> code() {
        JsonNode code = template.path("code");
        return code.isString() && !PLACEHOLDER.matcher(code.asString()).find()
                ? Optional.of(code.asString())
                : Optional.empty();
    }

    String render(Closure closure) {
        Map<String, String> values = Map.of(
                "organizationId", closure.organization().value(),
                "conversationId", closure.conversation().value(),
                "interactionId", closure.conversation().value(),
                "eventId", closure.eventId() == null ? "" : closure.eventId(),
                "closedAt", closure.closedAt() == null ? "" : closure.closedAt().toString());
        return JSON.writeValueAsString(filled(template, values));
    }

    private static JsonNode filled(JsonNode node, Map<String, String> values) {
        if (node.isString()) {
            return JsonNodeFactory.instance.stringNode(filled(node.asString(), values));
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.forEachEntry((name, value) -> object.set(name, filled(value, values)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(filled(element, values)));
            return array;
        }
        return node;
    }

    private static String filled(String text, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }
}
