package dev.wrapup.worker.diagnose;

import java.util.List;

/**
 * The cause, and what it follows from.
 *
 * @param evidence what was seen, a line each
 * @param unseen what could not be, and why; a line each
 */
public record Diagnosis(Verdict verdict, Sureness sureness, List<String> evidence, List<String> unseen) {

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
                Evidence.lines(findings),
                findings.records().unseen());
    }
}
