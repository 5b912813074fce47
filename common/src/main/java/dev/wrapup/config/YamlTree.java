package dev.wrapup.config;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * YAML text to a tree. Jackson's own reader would stop at the first key that is there twice, take an alias for the
 * text of its name, and quote the file, secrets included, in its messages.
 */
final class YamlTree {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // Kafka is handed the digits as written
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final YAMLParser parser;
    private final Problems problems;

    private YamlTree(YAMLParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** The tree of a text that must be one mapping; empty when it is not, which is reported. */
    static Optional<ObjectNode> read(String text, Problems problems) {
        try (YAMLParser parser = (YAMLParser) YAML.createParser(text)) {
            return new YamlTree(parser, problems).document();
        } catch (JacksonException e) {
            problems.add("", "is not YAML: " + withoutQuotes(e));
            return Optional.empty();
        }
    }

    private Optional<ObjectNode> document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            problems.add("", "is empty");
            return Optional.empty();
        }
        if (first != JsonToken.START_OBJECT) {
            problems.add("", "must be a mapping of keys such as kafka: and organizations:");
            return Optional.empty();
        }
        ObjectNode root = mapping("");
        if (parser.nextToken() != null) {
            problems.add("", "must be one YAML document, but holds several");
        }
        return Optional.of(root);
    }

    private ObjectNode mapping(String path) {
        ObjectNode mapping = YAML.createObjectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String key = Problems.key(path, name);
            parser.nextToken();
            JsonNode value = value(key);
            if (mapping.has(name)) {
                problems.add(key, "is there twice");
            } else {
                mapping.set(name, value);
            }
        }
        return mapping;
    }

    private ArrayNode list(String path) {
        ArrayNode list = YAML.createArrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(Problems.item(path, list.size())));
        }
        return list;
    }

    private JsonNode value(String path) {
        if (parser.isCurrentAlias()) {
            problems.add(path, "YAML aliases are not supported; write the value out");
            return JsonNodeFactory.instance.nullNode();
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(path);
            case START_ARRAY -> list(path);
            default -> parser.readValueAsTree();
        };
    }

    /**
     * What SnakeYAML says without the lines that it quotes, which it indents: {@code line 2, column 7: found unexpected
     * end of stream}.
     */
    private static String withoutQuotes(JacksonException e) {
        String place = "";
        String problem = "";
        for (String line : e.getOriginalMessage().lines().toList()) {
            if (line.startsWith(" in ")) {
                place = line.replaceFirst(" in [^,]*, (.*):", "$1: ");
            } else if (!line.isBlank() && !line.startsWith("    ") && !line.startsWith("in ")) {
                problem = line;
            }
        }
        return place + problem;
    }
}
