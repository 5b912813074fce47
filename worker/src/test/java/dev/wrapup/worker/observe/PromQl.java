package dev.wrapup.worker.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a PromQL expression speaks of: series, what it groups them by, and the labels by which it matches one side of an
 * operator with the other. Only as much of a parser as the dashboard and the alerts need: a grouping stands before what it
 * groups.
 */
public record PromQl(List<Selector> selectors, List<Grouping> groupings, Set<String> matchingLabels) {

    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");
    private static final Pattern MATCHING =
            Pattern.compile("\\b(?:on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("\\b([a-zA-Z_:][\\w:]*)\\b(?!\\s*\\()(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on");

    /** Series of one name, with what must hold of their labels. */
    public record Selector(String name, List<Match> matches) {

        /** Whether it speaks of that series. */
        public boolean isMetBy(Scrape.Series series) {
            return series.name().equals(name)
                    && matches.stream()
                            .allMatch(match -> match.isMetBy(series.labels().get(match.label())));
        }
    }

    /** One condition. */
    public record Match(String label, String operator, String value) {

        boolean isMetBy(String actual) {
            return actual != null
                    && switch (operator) {
                        case "=" -> actual.equals(value);
                        case "!=" -> !actual.equals(value);
                        case "=~" -> actual.matches(value);
                        default -> !actual.matches(value);
                    };
        }
    }

    /** An aggregate's labels, and the series that it is made of. */
    public record Grouping(Set<String> labels, List<Selector> of) {}

    /** What the expression speaks of; a dashboard's variables stand for anything. */
    public static PromQl of(String expression) {
        List<Grouping> groupings = GROUPING.matcher(expression)
                .results()
                .map(clause ->
                        new Grouping(labels(clause.group(1)), selectors(inParentheses(expression, clause.end()))))
                .toList();
        Set<String> matching = new TreeSet<>();
        MATCHING.matcher(expression).results().forEach(clause -> matching.addAll(labels(clause.group(1))));
        return new PromQl(selectors(expression), groupings, matching);
    }

    private static Set<String> labels(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the parentheses enclose that come next. */
    private static String inParentheses(String expression, int from) {
        String text = expression.substring(from).stripLeading();
        if (!text.startsWith("(")) {
            throw new IllegalArgumentException("a grouping that does not stand before what it groups: " + expression);
        }
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return text.substring(0, i);
            }
        }
        throw new IllegalArgumentException("parentheses that do not close: " + expression);
    }

    private static List<Selector> selectors(String expression) {
        String rest =
                MATCHING.matcher(GROUPING.matcher(expression).replaceAll(" ")).replaceAll(" ");
        rest = rest.replaceAll("\\[[\\dsmhd:]+]", " ").replaceAll("\"\\$\\w+\"", "\".*\"");
        List<Selector> selectors = new ArrayList<>();
        Matcher matcher = SELECTOR.matcher(rest);
        while (matcher.find()) {
            if (!WORDS.contains(matcher.group(1)) && !matcher.group(1).matches("\\d.*")) {
                selectors.add(new Selector(matcher.group(1), matches(matcher.group(2))));
            }
        }
        return List.copyOf(selectors);
    }

    private static List<Match> matches(String text) {
        return text == null
                ? List.of()
                : MATCHER.matcher(text)
                        .results()
                        .map(match -> new Match(match.group(1), match.group(2), match.group(3)))
                        .toList();
    }
}
