package dev.wrapup.sandbox.experiment;

import static dev.wrapup.sandbox.stage.Columns.number;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the parts of an isolation experiment come to. Pure.
 *
 * @param legs of every form and round, without the others and with them
 */
record IsolationFigures(Isolation isolation, List<IsolationLeg> legs) {

    private static final double MOST = 1.2;
    private static final double JUDGED = 0.99;

    Findings findings() {
        return new Findings(table(), json(), bounds());
    }

    /** The 99th percentile, as the median of the rounds, in milliseconds. */
    double p99(int partitions, boolean withOthers) {
        return median(of(partitions, withOthers).mapToDouble(leg -> leg.millis(JUDGED)));
    }

    /**
     * How many times as long the healthy ones wait because of the others: round by round, since a machine is not as fast
     * a minute later, and the median of that.
     */
    double ratio(int partitions) {
        return ratio(partitions, leg -> leg.millis(JUDGED));
    }

    /** The same without the time until the first delivery, which is the worker's own start: stricter, and not judged. */
    double ratioFromFirstDelivery(int partitions) {
        return ratio(partitions, leg -> leg.millis(JUDGED) - leg.millis(0));
    }

    private double ratio(int partitions, ToDoubleFunction<IsolationLeg> figure) {
        return median(of(partitions, true)
                .mapToDouble(with -> figure.applyAsDouble(with) / Math.max(1, figure.applyAsDouble(alone(with)))));
    }

    private IsolationLeg alone(IsolationLeg with) {
        return of(with.setting().partitions(), false)
                .filter(leg -> leg.setting().round() == with.setting().round())
                .findFirst()
                .orElseThrow();
    }

    private Stream<IsolationLeg> of(int partitions, boolean withOthers) {
        return legs.stream()
                .filter(leg -> leg.setting().partitions() == partitions)
                .filter(leg -> leg.setting().withOthers() == withOthers);
    }

    private static double median(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private List<Bound> bounds() {
        List<Bound> bounds = new ArrayList<>();
        isolation.partitions().stream()
                .distinct()
                .map(number -> Bound.atMost(
                        MOST,
                        "p99 of the healthy organizations with the others, as multiple of without, partitions "
                                + number,
                        ratio(number)))
                .forEach(bounds::add);
        bounds.add(Bound.none("healthy closures not delivered", total(IsolationLeg::undelivered)));
        bounds.add(Bound.none("second wrap-ups", total(IsolationLeg::duplicates)));
        bounds.add(Bound.none("requests in a wrong organization", total(IsolationLeg::wrongOrganization)));
        return bounds;
    }

    private long total(ToLongFunction<IsolationLeg> figure) {
        return legs.stream().mapToLong(figure).sum();
    }

    private List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "healthy organizations", "partitions", "round", "delivered", "first ms", "p50 ms", "p95 ms", "p99 ms"));
        legs.forEach(leg -> rows.add(row(leg)));
        return rows;
    }

    private static List<String> row(IsolationLeg leg) {
        return List.of(
                leg.setting().withOthers() ? "with the others" : "without the others",
                Integer.toString(leg.setting().partitions()),
                Integer.toString(leg.setting().round()),
                number(leg.waits().size() - leg.undelivered()),
                number(leg.millis(0)),
                number(leg.millis(0.5)),
                number(leg.millis(0.95)),
                number(leg.millis(JUDGED)));
    }

    private ObjectNode json() {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("experiment", "isolation")
                .put("seed", isolation.seed())
                .put("closuresOfEach", isolation.closures());
        ArrayNode forms = json.putArray("forms");
        for (int number : isolation.partitions()) {
            forms.addObject()
                    .put("partitions", number)
                    .put("p99MillisWithoutTheOthers", p99(number, false))
                    .put("p99MillisWithTheOthers", p99(number, true))
                    .put("ratio", ratio(number))
                    .put("ratioFromFirstDelivery", ratioFromFirstDelivery(number));
        }
        ArrayNode parts = json.putArray("parts");
        legs.forEach(leg -> addTo(parts.addObject(), leg));
        return json;
    }

    private static void addTo(ObjectNode json, IsolationLeg leg) {
        json.put("partitions", leg.setting().partitions())
                .put("round", leg.setting().round())
                .put("withTheOthers", leg.setting().withOthers())
                .put("undelivered", leg.undelivered())
                .put("duplicateWrapUps", leg.duplicates())
                .put("wrongOrganizationRequests", leg.wrongOrganization());
        json.putObject("readyToDeliveredMillis")
                .put("first", leg.millis(0))
                .put("p50", leg.millis(0.5))
                .put("p95", leg.millis(0.95))
                .put("p99", leg.millis(JUDGED))
                .put("max", leg.millis(1));
    }
}
