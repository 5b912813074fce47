package dev.wrapup.sandbox.experiment;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a figure must not go beyond. Pure.
 *
 * @param what the figure is, with its unit
 * @param atLeast whether it must not be less than the limit; otherwise not more
 */
record Bound(String what, double figure, boolean atLeast, double limit) {

    static Bound atMost(double limit, String what, double figure) {
        return new Bound(what, figure, false, limit);
    }

    static Bound atLeast(double limit, String what, double figure) {
        return new Bound(what, figure, true, limit);
    }

    /** What must not happen at all. */
    static Bound none(String what, long count) {
        return atMost(0, what, (double) count);
    }

    boolean isKept() {
        return atLeast ? figure >= limit : figure <= limit;
    }

    void addTo(ObjectNode json) {
        json.put("what", what)
                .put("figure", figure)
                .put(atLeast ? "atLeast" : "atMost", limit)
                .put("kept", isKept());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-6s  %s: %s, at %s %s",
                isKept() ? "kept" : "BROKEN",
                what,
                number(figure),
                atLeast ? "least" : "most",
                number(limit));
    }

    private static String number(double number) {
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%,.0f", number)
                : String.format(Locale.ROOT, "%,.4g", number);
    }
}
