package dev.wrapup.worker.diagnose;

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
                findings.records().unseen());
    }

    /** A dead letter does not go on by itself. */
    private static String advice(Verdict verdict, Findings.Records records) {
        boolean isDead = verdict != Verdict.ALREADY_WRAPPED_UP
                && records.waiting().isEmpty()
                && !records.dead().isEmpty();
        return verdict.advice() + (isDead ? " Then replay its dead letter." : "");
    }
}
