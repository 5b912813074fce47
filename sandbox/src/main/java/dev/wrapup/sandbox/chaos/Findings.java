package dev.wrapup.sandbox.chaos;

import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.Testimony;
import dev.wrapup.sandbox.guarantee.Court;
import dev.wrapup.sandbox.guarantee.Evidence;
import dev.wrapup.sandbox.guarantee.Platform;
import dev.wrapup.sandbox.guarantee.Receipt;
import dev.wrapup.sandbox.guarantee.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param strikes how often each kind was played
 * @param faults of processes and of the run itself, in sentences; none when all is well
 */
record Findings(Map<String, Integer> strikes, List<String> faults, Run run, Platform platform, List<Verdict> verdicts) {

    /** Has the judges judge. The evidence is complete but for the receipts, which the platform holds. */
    static Findings of(Map<String, Integer> strikes, List<String> faults, Run run) {
        Evidence evidence = run.evidence();
        run.testimony()
                .accepted()
                .forEach(accepted ->
                        evidence.accepted(Receipt.of(accepted.closed().event(), accepted.at())));
        Platform platform = Platform.of(run.testimony());
        return new Findings(strikes, faults, run, platform, Court.judge(evidence, platform));
    }

    /**
     * What the judges get to see.
     *
     * @param testimony the platform's
     * @param took from the first closure to the last final entry
     */
    record Run(Evidence evidence, Testimony testimony, Duration took) {}

    boolean isWell() {
        return faults.isEmpty() && Court.acquits(verdicts);
    }

    long closures() {
        return run.testimony().histories().stream()
                .filter(history -> history.closedAt() != null)
                .count();
    }

    long delivered() {
        return run.testimony().histories().stream()
                .filter(history -> !history.wrapUps().isEmpty())
                .count();
    }

    long secondWrapUps() {
        return run.testimony().histories().stream()
                .map(History::wrapUps)
                .mapToLong(wrapUps -> Math.max(0, wrapUps.size() - 1))
                .sum();
    }

    /** Delivered with a wrap-up as the first request that the platform remembers: nobody asked before. */
    long sentUnasked() {
        return run.testimony().histories().stream()
                .filter(history -> !history.wrapUps().isEmpty())
                .filter(history -> history.requests().getFirst().call() == Call.SEND)
                .count();
    }

    /** Closures that were not delivered and are found on the dead-letter topic. */
    long deadLettered() {
        return run.testimony().histories().stream()
                .filter(history -> history.wrapUps().isEmpty())
                .filter(history -> run.evidence()
                        .deadLettered()
                        .contains(history.conversation().value()))
                .count();
    }
}
