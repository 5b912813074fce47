package dev.wrapup.config;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Any JSON, whose texts are filled in from the environment and then checked. */
final class Template {

    /** Looks at a text and reports what is wrong with it. */
    interface Check {
        void text(String path, String text, boolean fromEnvironment);
    }

    private final Environment environment;
    private final Check check;

    Template(Environment environment, Check check) {
        this.environment = environment;
        this.check = check;
    }

    ObjectNode fill(String path, ObjectNode mapping) {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        mapping.forEachEntry((key, value) -> filled.set(key, fill(Problems.key(path, key), value)));
        return filled;
    }

    private JsonNode fill(String path, JsonNode value) {
        return switch (value) {
            case ObjectNode mapping -> fill(path, mapping);
            case ArrayNode list -> fill(path, list);
            default -> value.isString() ? text(path, value) : value;
        };
    }

    private ArrayNode fill(String path, ArrayNode list) {
        ArrayNode filled = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < list.size(); i++) {
            filled.add(fill(Problems.item(path, i), list.get(i)));
        }
        return filled;
    }

    private JsonNode text(String path, JsonNode value) {
        String written = value.asString();
        String filled = environment.fill(path, written).orElse("");
        check.text(path, filled, Environment.isReferredToBy(written));
        return JsonNodeFactory.instance.stringNode(filled);
    }
}
