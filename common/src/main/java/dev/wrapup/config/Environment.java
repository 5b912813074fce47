package dev.wrapup.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills <code>${NAME}</code> and <code>${NAME:default}</code> into single texts, after the YAML has been read: a
 * variable's value cannot bring structure with it. <code>$${</code> is a literal <code>${</code>.
 */
final class Environment {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?})?");

    private final Map<String, String> variables;
    private final Problems problems;

    Environment(Map<String, String> variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /** Whether anything would be filled in. */
    static boolean isReferredToBy(String text) {
        return text.contains("${");
    }

    /** The text with everything filled in; empty when that failed, which is reported at {@code path}. */
    Optional<String> fill(String path, String text) {
        StringBuilder filled = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(text);
        boolean complete = true;
        while (matcher.find()) {
            Optional<String> value = value(path, matcher);
            complete &= value.isPresent();
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value.orElse("")));
        }
        return complete ? Optional.of(matcher.appendTail(filled).toString()) : Optional.empty();
    }

    private Optional<String> value(String path, Matcher reference) {
        if (reference.group().startsWith("$$")) {
            return Optional.of("${");
        }
        String name = reference.group(1);
        if (name == null) {
            problems.add(path, "${ must begin ${NAME} or ${NAME:default}; a literal ${ is written $${");
            return Optional.empty();
        }
        String fallback = reference.group(2);
        if (fallback != null && fallback.startsWith("-")) { // the shell's spelling; the dash would become text
            problems.add(path, "a default follows the colon without a dash: ${" + name + ":default}");
            return Optional.empty();
        }
        String value = variables.getOrDefault(name, fallback);
        if (value == null) {
            problems.add(path, "the environment variable " + name + " is not set, and ${" + name + "} has no default");
        }
        return Optional.ofNullable(value);
    }
}
