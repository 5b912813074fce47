package dev.wrapup.worker.diagnose;

import java.util.ArrayList;
import java.util.List;

/**
 * The cause, and what it follows from.
 *
 * @param advice what to do
 * @param evidence what was seen, a line each
 * @param unseen what could not be, and why; a line each
 */
public record Diagnosis(Verdict verdict, Sureness sureness, String advice, List<String> evidence, List<String> unseen) {

    /** Copies the lines. */
    public Diagnosis {
        evidence = List.copyOf(evidence);
        unseen = List.copyOf(unseen);
    }

    /** The diagnosis that follows from these findings. Pure. */
    public static Diagnosis of(Findings findings) {
        Decision.Ruling ruling = new Decision(findings).ruling();
        return new Diagnosis(
                ruling.verdict(),
                ruling.sureness(),
                advice(ruling.verdict(), findings.records()),
                Evidence.lines(findings),
                unseen(findings));
    }

    private static List<String> unseen(Findings findings) {
        List<String> unseen = new ArrayList<>(findings.records().unseen());
        int unasked = findings.platform().unasked();
        if (unasked > 0) {
            unseen.add("%d of %d other organizations were not asked, since workers need the limit of their credentials;"
                            .formatted(unasked, findings.subject().others().size())
                    + " --all-organizations asks until the platform throttles");
        }
        return unseen;
    }

    /** A dead letter does not go on by itself. */
    private static String advice(Verdict verdict, Findings.Records records) {
        boolean isDead = verdict != Verdict.ALREADY_WRAPPED_UP
                && records.waiting().isEmpty()
                && !records.dead().isEmpty();
        return verdict.advice() + (isDead ? " Then replay its dead letter." : "");
    }
}
