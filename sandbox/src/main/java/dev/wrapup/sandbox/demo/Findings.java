package dev.wrapup.sandbox.demo;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.Truth;
import dev.wrapup.sandbox.guarantee.Court;
import dev.wrapup.sandbox.guarantee.Evidence;
import dev.wrapup.sandbox.guarantee.Platform;
import dev.wrapup.sandbox.guarantee.Verdict;
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
 * @param breaches of the guarantees, in sentences
 * @param account what the judges of the guarantees say, with the histories of conversations concerned
 * @param took from the first closure to the last final entry
 */
record Findings(List<Tally> organizations, Tally total, List<String> breaches, String account, Duration took) {

    static Findings of(Scenario scenario, Truth truth, Evidence evidence, Duration took) {
        Map<OrganizationId, Long> deadLettered = evidence.deadLettered().stream()
                .flatMap(id -> ConversationId.parse(id).flatMap(truth::history).stream())
                .filter(history -> history.wrapUps().isEmpty())
                .collect(Collectors.groupingBy(History::organization, Collectors.counting()));
        List<Tally> organizations = scenario.organizations().stream()
                .map(org -> new Tally(org.name(), truth.summary(org.id()), deadLettered.getOrDefault(org.id(), 0L)))
                .toList();
        long allDeadLettered =
                organizations.stream().mapToLong(Tally::deadLettered).sum();
        Tally total = new Tally("all", truth.summary(), allDeadLettered);
        Platform platform = Platform.of(truth);
        List<Verdict> verdicts = Court.judge(evidence, platform);
        List<String> breaches = verdicts.stream()
                .filter(verdict -> !verdict.isKept())
                .map(Findings::sentence)
                .toList();
        return new Findings(organizations, total, breaches, Court.text(verdicts, evidence, platform), took);
    }

    private static String sentence(Verdict verdict) {
        return String.format(
                Locale.ROOT,
                "%,d × not %s, such as: %s",
                verdict.breaches().size(),
                verdict.guarantee(),
                verdict.breaches().getFirst());
    }

    /** The same findings and one more breach. */
    Findings and(String breach) {
        List<String> all = new ArrayList<>(breaches);
        all.add(breach);
        return new Findings(organizations, total, all, account, took);
    }

    /** What must not be, in sentences; nothing when all is well. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        none("closure lost: neither delivered nor a dead letter", total.lost(), faults);
        none("wrap-up beyond the first of its conversation", total.summary().duplicateWrapUps(), faults);
        none("request in a wrong organization", total.summary().wrongOrganizationRequests(), faults);
        faults.addAll(breaches);
        return faults;
    }

    private static void none(String what, long count, List<String> faults) {
        if (count != 0) {
            faults.add(String.format(Locale.ROOT, "%,d × %s", count, what));
        }
    }
}
