package dev.wrapup.config;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Collects what is wrong. A default that many organizations inherit is reported once. */
final class Problems {

    private final Set<Problem> found = new LinkedHashSet<>();

    void add(String path, String message) {
        found.add(new Problem(path, message));
    }

    /** All of them in the order of the file; what is missing stands where it should have been, roughly. */
    List<Problem> inOrderOf(JsonNode file) {
        Map<String, Integer> positions = new HashMap<>();
        number("", file, positions);
        return found.stream()
                .sorted(Comparator.comparingInt(problem -> position(problem.path(), positions)))
                .toList();
    }

    private static void number(String path, JsonNode node, Map<String, Integer> positions) {
        positions.put(path, positions.size());
        node.propertyStream().forEach(entry -> number(key(path, entry.getKey()), entry.getValue(), positions));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            number(item(path, i), node.get(i), positions);
        }
    }

    /** That of the nearest part of the path that is in the file. */
    private static int position(String path, Map<String, Integer> positions) {
        Integer position = positions.get(path);
        if (position != null) {
            return position;
        }
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return end < 0 ? 0 : position(path.substring(0, end), positions);
    }

    /** The path of a key in the mapping at {@code path}. */
    static String key(String path, String key) {
        String name = Texts.printable(key);
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The path of an item in the list at {@code path}. */
    static String item(String path, int index) {
        return path + "[" + index + "]";
    }
}
