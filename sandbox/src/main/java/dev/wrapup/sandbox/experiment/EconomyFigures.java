package dev.wrapup.sandbox.experiment;

import static dev.wrapup.sandbox.stage.Columns.number;

import dev.wrapup.sandbox.genesys.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an economy experiment comes to. Pure.
 *
 * @param rows one for each profile and subject
 */
record EconomyFigures(Economy economy, List<Row> rows) {

    private static final double MOST_CALLS_ALWAYS = 2.25;
    private static final double MOST_CALLS_IN_DOUBT = 1.35;
    private static final double MOST_WASTED = 0.7;

    /** What became of one organization's closures. */
    record Row(Subject subject, Profile profile, Summary summary) {

        double callsPerWrapUp() {
            return (double) summary.apiCalls() / Math.max(1, summary.delivered());
        }

        long lost() {
            return summary.closures() - summary.delivered();
        }

        double millis(double share) {
            return summary.readyToDelivered(share).toNanos() / 1e6;
        }
    }

    Findings findings() {
        return new Findings(table(), json(), bounds());
    }

    private List<Bound> bounds() {
        List<Bound> bounds = new ArrayList<>();
        bounds.add(Bound.atMost(
                MOST_CALLS_ALWAYS,
                "API calls for a wrap-up, A, fast",
                row(Subject.A, Profile.FAST).callsPerWrapUp()));
        bounds.add(Bound.atMost(MOST_CALLS_IN_DOUBT, "API calls for a wrap-up, C, log-normal lags", calls(Subject.C)));
        if (!economy.control()) {
            for (Profile profile : Profile.values()) {
                Row forecast = row(Subject.A, profile);
                Row backoff = row(Subject.B, profile);
                bounds.add(Bound.atMost(
                        MOST_WASTED, "wasted polls of A, as multiple of B's, " + profile, wasted(forecast, backoff)));
                bounds.add(Bound.atMost(
                        backoff.millis(0.95), "p95 of A in ms, against B's, " + profile, forecast.millis(0.95)));
            }
        }
        bounds.add(Bound.none("closures not delivered", total(Row::lost)));
        bounds.add(Bound.none("second wrap-ups", total(row -> row.summary().duplicateWrapUps())));
        bounds.add(Bound.none(
                "requests in a wrong organization", total(row -> row.summary().wrongOrganizationRequests())));
        return bounds;
    }

    /** API calls for each wrap-up, over the log-normal profiles. */
    double calls(Subject subject) {
        List<Summary> logNormal = rows.stream()
                .filter(row -> row.subject() == subject && row.profile().isLogNormal())
                .map(Row::summary)
                .toList();
        long calls = logNormal.stream().mapToLong(Summary::apiCalls).sum();
        return (double) calls
                / Math.max(1, logNormal.stream().mapToLong(Summary::delivered).sum());
    }

    /** How many polls one wasted for each that the other did. */
    private static double wasted(Row one, Row other) {
        return (double) one.summary().notReadyResponses()
                / Math.max(1, other.summary().notReadyResponses());
    }

    private Row row(Subject subject, Profile profile) {
        return rows.stream()
                .filter(row -> row.subject() == subject && row.profile() == profile)
                .findFirst()
                .orElseThrow();
    }

    private long total(ToLongFunction<Row> figure) {
        return rows.stream().mapToLong(figure).sum();
    }

    private List<List<String>> table() {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(
                "profile",
                "worker",
                "closures",
                "delivered",
                "doubled",
                "API calls",
                "per wrap-up",
                "wasted polls",
                "p50 ms",
                "p95 ms",
                "p99 ms"));
        rows.forEach(row -> table.add(cells(row)));
        return table;
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.profile().toString(),
                row.subject().toString(),
                number(row.summary().closures()),
                number(row.summary().delivered()),
                number(row.summary().duplicateWrapUps()),
                number(row.summary().apiCalls()),
                String.format(Locale.ROOT, "%.3f", row.callsPerWrapUp()),
                number(row.summary().notReadyResponses()),
                number(row.millis(0.5)),
                number(row.millis(0.95)),
                number(row.millis(0.99)));
    }

    private ObjectNode json() {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("experiment", "economy")
                .put("seed", economy.flow().seed())
                .put("minutes", economy.flow().length().toMillis() / 60e3)
                .put("closuresOfEach", economy.flow().closures())
                .put("readinessBudgetMillis", economy.budget().toMillis())
                .put("control", economy.control());
        ObjectNode calls = json.putObject("callsPerWrapUpOverLogNormalLags");
        for (Subject subject : Subject.values()) {
            calls.put(subject.toString(), calls(subject));
        }
        ArrayNode all = json.putArray("organizations");
        rows.forEach(row -> addTo(all.addObject(), row));
        return json;
    }

    private static void addTo(ObjectNode json, Row row) {
        json.put("profile", row.profile().toString())
                .put("worker", row.subject().toString())
                .put("closures", row.summary().closures())
                .put("delivered", row.summary().delivered())
                .put("lost", row.lost())
                .put("duplicateWrapUps", row.summary().duplicateWrapUps())
                .put("wrongOrganizationRequests", row.summary().wrongOrganizationRequests())
                .put("apiCalls", row.summary().apiCalls())
                .put("callsPerWrapUp", row.callsPerWrapUp())
                .put("wastedPolls", row.summary().notReadyResponses());
        json.putObject("readyToDeliveredMillis")
                .put("p50", row.millis(0.5))
                .put("p95", row.millis(0.95))
                .put("p99", row.millis(0.99))
                .put("max", row.millis(1));
    }
}
