package dev.wrapup.sandbox.demo;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a run went.
 *
 * @param organizations one by one
 * @param total all of them, with requests that named no conversation
 * @param disagreements between what should be and is, in sentences
 * @param took from the first closure to the last final entry
 */
record Findings(List<Tally> organizations, Tally total, List<String> disagreements, Duration took) {

    static Findings of(Scenario scenario, Truth truth, Books books, Duration took) {
        Map<OrganizationId, Long> deadLettered = Audit.deadLettered(books, truth::history).stream()
                .collect(Collectors.groupingBy(History::organization, Collectors.counting()));
        List<Tally> organizations = scenario.organizations().stream()
                .map(org -> new Tally(org.name(), truth.summary(org.id()), deadLettered.getOrDefault(org.id(), 0L)))
                .toList();
        long allDeadLettered =
                organizations.stream().mapToLong(Tally::deadLettered).sum();
        Tally total = new Tally("all", truth.summary(), allDeadLettered);
        List<String> disagreements =
                Audit.disagreements(books, truth::history, total.summary().closures());
        return new Findings(organizations, total, disagreements, took);
    }

    /** The same findings and one more disagreement. */
    Findings and(String disagreement) {
        List<String> all = new ArrayList<>(disagreements);
        all.add(disagreement);
        return new Findings(organizations, total, all, took);
    }

    /** What must not be, in sentences; nothing when all is well. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        none("closure lost: neither delivered nor a dead letter", total.lost(), faults);
        none("wrap-up beyond the first of its conversation", total.summary().duplicateWrapUps(), faults);
        none("request in a wrong organization", total.summary().wrongOrganizationRequests(), faults);
        faults.addAll(disagreements);
        return faults;
    }

    private static void none(String what, long count, List<String> faults) {
        if (count != 0) {
            faults.add(String.format(Locale.ROOT, "%,d × %s", count, what));
        }
    }
}
