package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.worker.deadletter.Plan;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.io.PrintWriter;
import java.time.Duration;

/** A plan in words: how many, of which organization and reason, how old, and how long it takes. */
final class PlanText {

    private PlanText() {}

    static void print(Plan plan, int rate, LedgerEntry.Final outcome, Config config, PrintWriter out) {
        out.printf("To be %s: %,d dead letters%n", outcome, plan.count());
        for (Plan.Group group : plan.groups()) {
            out.printf(
                    "  %,9d  %-24s %-34s %s to %s%n",
                    group.count(),
                    group.organization() == null ? "-" : OrganizationOption.name(group.organization(), config),
                    group.reason(),
                    group.oldest(),
                    group.newest());
        }
        if (plan.left() > 0) {
            out.printf(
                    "  %,d more cannot be replayed: too large for a worker. Their detail says where their bytes stand.%n",
                    plan.left());
        }
        plan.oldest().ifPresent(oldest -> out.printf("The oldest died at %s", oldest));
        plan.newest().ifPresent(newest -> out.printf(", the newest at %s.%n", newest));
        if (plan.count() > 0) {
            out.printf("At %,d a second it takes %s.%n", rate, inWords(plan.duration(rate)));
        }
    }

    private static String inWords(Duration duration) {
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toSeconds() + " s";
    }
}
