package dev.wrapup.sandbox.experiment;

import static dev.wrapup.sandbox.stage.Columns.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the parts of a pacing experiment come to. Pure. */
record PacingFigures(Pacing pacing, List<PacingLeg> legs) {

    private static final double LEAST_USED = 0.95;
    private static final double MOST_REFUSED = 0.005;

    Findings findings() {
        return new Findings(table(), json(), bounds());
    }

    private List<Bound> bounds() {
        List<Bound> bounds = new ArrayList<>();
        for (PacingLeg leg : legs) {
            String workers = ", workers " + leg.workers();
            bounds.add(Bound.atLeast(
                    LEAST_USED, "share of the budget used" + workers, leg.took().used()));
            bounds.add(Bound.atMost(MOST_REFUSED, "share of 429 among the answers" + workers, leg.refusedShare()));
        }
        bounds.add(Bound.none("closures not delivered", total(PacingLeg.Counts::undelivered)));
        bounds.add(Bound.none("second wrap-ups", total(PacingLeg.Counts::duplicates)));
        bounds.add(Bound.none("requests in a wrong organization", total(PacingLeg.Counts::wrongOrganization)));
        return bounds;
    }

    private long total(ToLongFunction<PacingLeg.Counts> figure) {
        return legs.stream().map(PacingLeg::counts).mapToLong(figure).sum();
    }

    private List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("workers", "requests", "429", "seconds", "budget used", "while all had a backlog"));
        legs.forEach(leg -> rows.add(List.of(
                Integer.toString(leg.workers()),
                number(leg.counts().requests()),
                number(leg.counts().refused()),
                String.format(Locale.ROOT, "%,.1f", leg.took().length().toNanos() / 1e9),
                percent(leg.took().used()),
                percent(leg.whileAllWaited().used()))));
        return rows;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private ObjectNode json() {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("experiment", "pacing")
                .put("seed", pacing.seed())
                .put("closures", pacing.closures())
                .put("requestsPerMinute", Pacing.REQUESTS_PER_MINUTE);
        ArrayNode parts = json.putArray("parts");
        legs.forEach(leg -> addTo(parts.addObject(), leg));
        return json;
    }

    private static void addTo(ObjectNode json, PacingLeg leg) {
        json.put("workers", leg.workers())
                .put("requests", leg.counts().requests())
                .put("refused", leg.counts().refused())
                .put("refusedShare", leg.refusedShare())
                .put("durationSeconds", leg.took().length().toNanos() / 1e9)
                .put("budgetUsed", leg.took().used())
                .put("budgetUsedWhileAllHadABacklog", leg.whileAllWaited().used())
                .put("undelivered", leg.counts().undelivered())
                .put("duplicateWrapUps", leg.counts().duplicates())
                .put("wrongOrganizationRequests", leg.counts().wrongOrganization());
        ObjectNode workers = json.putObject("requestsByWorker");
        leg.byWorker().forEach(workers::put);
    }
}
