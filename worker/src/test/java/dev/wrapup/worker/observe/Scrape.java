package dev.wrapup.worker.observe;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prometheus' text format, read. */
public record Scrape(Set<String> families, List<Series> series) {

    private static final Pattern LINE =
            Pattern.compile("(?<name>[a-zA-Z_:][\\w:]*)(?:\\{(?<labels>.*)})? (?<value>\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One series and its value. */
    public record Series(String name, Map<String, String> labels, double value) {}

    /** What this text says. */
    public static Scrape of(String text) {
        Set<String> families = text.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .collect(Collectors.toCollection(TreeSet::new));
        List<Series> series = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Series(line.group("name"), labels(line.group("labels")), number(line.group("value"))))
                .toList();
        return new Scrape(families, series);
    }

    private static double number(String value) {
        return value.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value);
    }

    private static Map<String, String> labels(String text) {
        return text == null
                ? Map.of()
                : LABEL.matcher(text)
                        .results()
                        .collect(Collectors.toMap(
                                label -> label.group(1),
                                (MatchResult label) -> label.group(2),
                                (a, b) -> a,
                                TreeMap::new));
    }

    /** The labels that any series of that name has. */
    public Set<String> labelsOf(String name) {
        return series.stream()
                .filter(each -> each.name().equals(name))
                .flatMap(each -> each.labels().keySet().stream())
                .collect(Collectors.toSet());
    }
}
