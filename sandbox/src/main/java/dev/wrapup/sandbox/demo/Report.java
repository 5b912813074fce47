package dev.wrapup.sandbox.demo;

import dev.wrapup.sandbox.genesys.Summary;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The findings for a machine. Field names are public interface. Pure. */
final class Report {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Report() {}

    /** Indented JSON; ends with a line break. */
    static String of(Findings findings) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(findings)) + System.lineSeparator();
    }

    private static ObjectNode json(Findings findings) {
        Tally total = findings.total();
        Summary summary = total.summary();
        ObjectNode json = JSON.createObjectNode()
                .put("closures", summary.closures())
                .put("delivered", summary.delivered())
                .put("deadLettered", total.deadLettered())
                .put("lost", total.lost())
                .put("duplicateWrapUps", summary.duplicateWrapUps())
                .put("wrongOrganizationRequests", summary.wrongOrganizationRequests())
                .put("apiCalls", summary.apiCalls())
                .put("callsPerWrapUp", total.callsPerWrapUp())
                .put("notReadyResponses", summary.notReadyResponses())
                .put("durationSeconds", findings.took().toMillis() / 1e3);
        json.putObject("readyToDeliveredMillis")
                .put("p50", total.readyToDeliveredMillis(0.5))
                .put("p95", total.readyToDeliveredMillis(0.95))
                .put("p99", total.readyToDeliveredMillis(0.99))
                .put("max", total.readyToDeliveredMillis(1));
        return json;
    }
}
