package dev.wrapup.sandbox.experiment;

import dev.wrapup.sandbox.stage.Columns;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was measured, for people and machines. Field names are public interface. Pure.
 *
 * @param table rows of cells, its head first
 * @param figures all of them
 * @param bounds what they must not go beyond
 */
record Findings(List<List<String>> table, ObjectNode figures, List<Bound> bounds) {

    boolean areKept() {
        return bounds.stream().allMatch(Bound::isKept);
    }

    /** Several lines; ends with a line break. */
    String text() {
        return bounds.stream()
                .map(bound -> "  " + bound + System.lineSeparator())
                .collect(Collectors.joining(
                        "", System.lineSeparator() + Columns.text(table) + System.lineSeparator(), ""));
    }

    /** Indented JSON; ends with a line break. */
    String json() {
        ObjectNode json = figures.deepCopy();
        ArrayNode all = json.putArray("bounds");
        bounds.forEach(bound -> bound.addTo(all.addObject()));
        json.put("kept", areKept());
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + System.lineSeparator();
    }
}
