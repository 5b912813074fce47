package dev.wrapup.sandbox.demo;

import dev.wrapup.sandbox.stage.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The findings for a person: a row for each organization, and one for all. Pure. */
final class Table {

    private static final List<String> HEAD = List.of(
            "organization",
            "closures",
            "delivered",
            "dead letters",
            "not ready",
            "API calls",
            "per wrap-up",
            "p50",
            "p95",
            "p99",
            "max");

    private static final String LEGEND =
            "  not ready: answers that it was too early. p50 to max: milliseconds from ready, or from the event where that"
                    + " came later, to delivered.";

    private Table() {}

    /** Several lines; ends with a line break. */
    static String of(Findings findings) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        findings.organizations().forEach(organization -> rows.add(row(organization)));
        rows.add(row(findings.total()));
        return Columns.text(rows) + LEGEND + System.lineSeparator();
    }

    private static List<String> row(Tally tally) {
        return List.of(
                tally.name(),
                number(tally.summary().closures()),
                number(tally.summary().delivered()),
                number(tally.deadLettered()),
                number(tally.summary().notReadyResponses()),
                number(tally.summary().apiCalls()),
                String.format(Locale.ROOT, "%.2f", tally.callsPerWrapUp()),
                millis(tally, 0.5),
                millis(tally, 0.95),
                millis(tally, 0.99),
                millis(tally, 1));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String millis(Tally tally, double share) {
        return String.format(Locale.ROOT, "%,.0f", tally.readyToDeliveredMillis(share));
    }
}
