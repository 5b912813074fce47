package dev.wrapup.worker.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression speaks of: series, and the labels that it groups by. Only as much of a parser as the dashboard
 * and the alerts need.
 */
public record PromQl(List<Selector> selectors, Set<String> groupingLabels) {

    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
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

    /** What the expression speaks of; a dashboard's variables stand for anything. */
    public static PromQl of(String expression) {
        Set<String> grouping = new TreeSet<>();
        String rest = GROUPING.matcher(expression).replaceAll(clause -> {
            Arrays.stream(clause.group(1).split(","))
                    .map(String::strip)
                    .filter(label -> !label.isEmpty())
                    .forEach(grouping::add);
            return " ";
        });
        rest = rest.replaceAll("\\[[\\dsmhd:]+]", " ").replaceAll("\"\\$\\w+\"", "\".*\"");
        List<Selector> selectors = new ArrayList<>();
        Matcher matcher = SELECTOR.matcher(rest);
        while (matcher.find()) {
            if (!WORDS.contains(matcher.group(1)) && !matcher.group(1).matches("\\d.*")) {
                selectors.add(new Selector(matcher.group(1), matches(matcher.group(2))));
            }
        }
        return new PromQl(List.copyOf(selectors), grouping);
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
