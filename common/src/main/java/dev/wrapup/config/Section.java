package dev.wrapup.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One mapping of the file, and behind it the section that holds what it leaves out. A key is known once it has been
 * asked for; the others are reported in the end.
 *
 * <p>A value that is wrong is reported where it stands and comes back empty, so that reading goes on and finds the
 * rest.
 */
final class Section {

    /** What all sections of one file share. */
    record Reading(Problems problems, Environment environment, List<Section> sections) {

        /** For a mapping that is none, or not the file's: nothing that it lacks is worth a word. */
        Reading silent() {
            return new Reading(new Problems(), environment, new ArrayList<>());
        }
    }

    /** A value and where it stands. */
    private record Found(String path, JsonNode value) {}

    private final String path;
    private final ObjectNode values;
    private final @Nullable Section behind;
    private final Reading reading;
    private final Set<String> known;

    private Section(String path, ObjectNode values, @Nullable Section behind, Reading reading, Set<String> known) {
        this.path = path;
        this.values = values;
        this.behind = behind;
        this.reading = reading;
        this.known = known;
    }

    private Section(String path, ObjectNode values, @Nullable Section behind, Reading reading) {
        this(path, values, behind, reading, new TreeSet<>());
        reading.sections().add(this);
    }

    private static Section of(String path, JsonNode value, @Nullable Section behind, Reading reading) {
        if (value instanceof ObjectNode mapping) {
            return new Section(path, mapping, behind, reading);
        }
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        if (value.isMissingNode() || value.isNull()) {
            return new Section(path, nothing, behind, reading);
        }
        reading.problems().add(path, noMapping(value));
        return new Section(path, nothing, behind, reading.silent());
    }

    /** The whole file over the defaults. */
    static Section root(ObjectNode file, ObjectNode defaults, Reading reading) {
        return new Section("", file, new Section("", defaults, null, reading.silent()), reading);
    }

    /** This mapping with another one behind it. */
    Section over(Section other) {
        return new Section(path, values, other, reading, known);
    }

    /** The path of a key of this section. */
    String pathOf(String key) {
        return Problems.key(path, key);
    }

    /** Reports what no key of the file means. */
    void reportUnknownKeys() {
        values.propertyNames().stream().filter(key -> !known.contains(key)).forEach(key -> {
            String hint = Texts.closest(key, known)
                    .map(meant -> "did you mean " + meant + "?")
                    .orElseGet(() -> "known here: " + String.join(", ", known));
            report(key, "unknown key; " + hint);
        });
    }

    void report(String key, String message) {
        reading.problems().add(pathOf(key), message);
    }

    /** The section under this key; with nothing but its defaults where the file leaves it out. */
    Section section(String key) {
        known.add(key);
        return of(pathOf(key), values.path(key), behind == null ? null : behind.section(key), reading);
    }

    /** The sections of a section with any keys, at least one. Their defaults stand under {@code *}. */
    Map<String, Section> sections(String key) {
        Section parent = section(key);
        JsonNode value = values.path(key);
        if (value.isMissingNode() || value.isNull() || (value.isObject() && value.isEmpty())) {
            report(key, "must have at least one entry");
        }
        Map<String, Section> sections = new LinkedHashMap<>();
        Section defaults = behind == null ? null : behind.section(key).section("*");
        parent.values.forEachEntry((name, entry) -> {
            parent.known.add(name);
            sections.put(name, of(parent.pathOf(name), entry, defaults, reading));
        });
        return sections;
    }

    /** The sections in a list, which must have at least one. Their defaults are the only item of the default list. */
    List<Section> items(String key) {
        known.add(key);
        Section defaults = behind == null ? null : behind.items(key).getFirst();
        return list(new Found(pathOf(key), values.path(key))).stream()
                .map(item -> of(item.path(), item.value(), defaults, reading))
                .toList();
    }

    /** Every key with its text, whatever the keys are. */
    Map<String, String> texts() {
        return values(Kind.ANYTHING);
    }

    /** Every key with its value, whatever the keys are; without those whose value is wrong. */
    <T> Map<String, T> values(Kind<T> kind) {
        Map<String, T> all = new LinkedHashMap<>();
        values.propertyNames().forEach(key -> required(key, kind).ifPresent(value -> all.put(key, value)));
        return all;
    }

    /** The values in a list, which must have at least one. */
    <T> List<T> list(String key, Kind<T> kind) {
        Found list = find(key).orElseGet(() -> new Found(pathOf(key), values.path(key)));
        return list(list).stream().flatMap(item -> read(item, kind).stream()).toList();
    }

    /** The value of a key that has to be there, if only among the defaults; the kind's stand-in when it is wrong. */
    <T> T value(String key, Kind<T> kind) {
        return required(key, kind).orElse(kind.standIn());
    }

    /** The value of a key that has to be there, if only among the defaults; empty when it is wrong. */
    <T> Optional<T> required(String key, Kind<T> kind) {
        Optional<Found> found = find(key);
        if (found.isEmpty()) {
            report(key, "is missing; it must be " + kind.words());
        }
        return found.flatMap(value -> read(value, kind));
    }

    /** The value of a key that may be left out, or left empty as {@code ${NAME:}} does. */
    <T> Optional<T> optional(String key, Kind<T> kind) {
        return find(key).filter(found -> !isBlank(found)).flatMap(found -> read(found, kind));
    }

    private boolean isBlank(Found found) {
        return found.value().isValueNode()
                && reading.environment()
                        .fill(found.path(), found.value().asString())
                        .filter(String::isBlank)
                        .isPresent();
    }

    /** A mapping that is taken as it is; each text in it goes through {@code check}. */
    ObjectNode template(String key, Template.Check check) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        return find(key)
                .map(found -> {
                    if (found.value() instanceof ObjectNode mapping) {
                        return new Template(reading.environment(), check).fill(found.path(), mapping);
                    }
                    reading.problems().add(found.path(), noMapping(found.value()));
                    return nothing;
                })
                .orElse(nothing);
    }

    private Optional<Found> find(String key) {
        known.add(key);
        JsonNode value = values.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return behind == null ? Optional.empty() : behind.find(key);
        }
        return Optional.of(new Found(pathOf(key), value));
    }

    private List<Found> list(Found list) {
        JsonNode value = list.value();
        if (value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty())) {
            reading.problems().add(list.path(), "must be a list of at least one");
        } else if (!value.isArray()) {
            reading.problems().add(list.path(), "must be a list, but is " + Texts.describe(value));
        }
        List<Found> items = new ArrayList<>();
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            items.add(new Found(Problems.item(list.path(), i), value.get(i)));
        }
        return items;
    }

    private <T> Optional<T> read(Found found, Kind<T> kind) {
        if (!found.value().isValueNode() || found.value().isNull()) {
            refuse(found, kind, Texts.describe(found.value()));
            return Optional.empty();
        }
        String text = found.value().asString();
        String shown = Environment.isReferredToBy(text)
                ? Texts.quote(text) + " with the environment filled in" // which may be a secret that went astray
                : Texts.describe(found.value());
        return reading.environment().fill(found.path(), text).flatMap(filled -> {
            Optional<T> value = kind.parse().apply(filled);
            if (value.isEmpty()) {
                refuse(found, kind, shown);
            }
            return value;
        });
    }

    private void refuse(Found found, Kind<?> kind, String shown) {
        reading.problems().add(found.path(), kind.refusal().replace("%s", shown));
    }

    private static String noMapping(JsonNode value) {
        return "must be a mapping of keys, but is " + Texts.describe(value);
    }
}
