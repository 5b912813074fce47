package dev.wrapup.sandbox.experiment;

import static dev.wrapup.sandbox.stage.Columns.number;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What it costs to be looked at. Pure.
 *
 * @param legs of every round, unwatched and watched
 */
record OnlookersFigures(Onlookers onlookers, List<OnlookersLeg> legs) {

    private static final double LEAST = 0.97;

    /** Of the 1.2 that it would be without the worker's start. */
    private static final double LEAST_LOOKS = 0.5;

    Findings findings() {
        return new Findings(table(), json(), bounds());
    }

    /** What a watched worker delivers a second, as share of what an unwatched one does: round by round, and the median. */
    double throughput() {
        return ratio(OnlookersLeg::perSecond);
    }

    /** The same of the CPU time that a worker takes for the whole backlog. */
    double computing() {
        return ratio(leg -> (double) leg.computing().toNanos());
    }

    private double ratio(ToDoubleFunction<OnlookersLeg> figure) {
        double[] ratios = of(true).mapToDouble(
                        watched -> figure.applyAsDouble(watched) / figure.applyAsDouble(unwatched(watched)))
                .sorted()
                .toArray();
        return (ratios[(ratios.length - 1) / 2] + ratios[ratios.length / 2]) / 2;
    }

    private OnlookersLeg unwatched(OnlookersLeg watched) {
        return of(false)
                .filter(leg -> leg.setting().round() == watched.setting().round())
                .findFirst()
                .orElseThrow();
    }

    private Stream<OnlookersLeg> of(boolean watched) {
        return legs.stream().filter(leg -> leg.setting().watched() == watched);
    }

    private List<Bound> bounds() {
        return List.of(
                Bound.atLeast(LEAST, "throughput of a watched worker, as share of an unwatched one's", throughput()),
                Bound.atLeast(
                        LEAST_LOOKS,
                        "looks a second at a watched worker",
                        of(true).mapToDouble(OnlookersLeg::looksPerSecond).min().orElse(0)),
                Bound.none(
                        "looks that were not answered", total(leg -> leg.looks().refused())),
                Bound.none("closures not delivered", total(OnlookersLeg::undelivered)),
                Bound.none("second wrap-ups", total(OnlookersLeg::duplicates)),
                Bound.none("requests in a wrong organization", total(OnlookersLeg::wrongOrganization)));
    }

    private long total(ToLongFunction<OnlookersLeg> figure) {
        return legs.stream().mapToLong(figure).sum();
    }

    private List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("worker", "round", "wrap-ups a second", "CPU ms", "looks"));
        for (OnlookersLeg leg : legs) {
            rows.add(List.of(
                    leg.setting().watched() ? "watched" : "unwatched",
                    Integer.toString(leg.setting().round()),
                    number(leg.perSecond()),
                    number((double) leg.computing().toMillis()),
                    Integer.toString(leg.looks().answered())));
        }
        return rows;
    }

    private ObjectNode json() {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("experiment", "onlookers")
                .put("seed", onlookers.seed())
                .put("closures", onlookers.closures())
                .put("throughputRatio", throughput())
                .put("computingRatio", computing());
        ArrayNode parts = json.putArray("parts");
        for (OnlookersLeg leg : legs) {
            parts.addObject()
                    .put("round", leg.setting().round())
                    .put("watched", leg.setting().watched())
                    .put("perSecond", leg.perSecond())
                    .put("computingMillis", leg.computing().toMillis())
                    .put("looks", leg.looks().answered())
                    .put("undelivered", leg.undelivered());
        }
        return json;
    }
}
