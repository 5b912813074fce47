package dev.wrapup.sandbox.guarantee;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Where all judges sit. Pure. */
public final class Court {

    private static final List<Judge> JUDGES = List.of(
            new NothingLost(),
            new RightOrganization(),
            new Once(),
            new NeverEarly(),
            new OneOwner(),
            new BytesIntact());

    private static final int BREACHES_TOLD = 10;
    private static final int HISTORIES_TOLD = 5;

    private Court() {}

    /** What each judge finds, in a fixed order. */
    public static List<Verdict> judge(Evidence evidence, Platform platform) {
        return JUDGES.stream()
                .map(judge -> new Verdict(
                        judge.guarantee(), judge.examined(evidence, platform), judge.breaches(evidence, platform)))
                .toList();
    }

    /** Whether every guarantee was kept. */
    public static boolean acquits(List<Verdict> verdicts) {
        return verdicts.stream().allMatch(Verdict::isKept);
    }

    /**
     * The verdicts for a person: one line for each guarantee, the first breaches of each in words, and of a few
     * conversations concerned the whole history. Ends with a line break.
     */
    public static String text(List<Verdict> verdicts, Evidence evidence, Platform platform) {
        StringBuilder text = new StringBuilder();
        verdicts.forEach(verdict -> append(verdict, text));
        Chronicle chronicle = new Chronicle(evidence, platform);
        concerned(verdicts)
                .limit(HISTORIES_TOLD)
                .forEach(breach -> text.append('\n').append(chronicle.of(breach)));
        return text.toString();
    }

    private static void append(Verdict verdict, StringBuilder text) {
        List<Breach> breaches = verdict.breaches();
        text.append(String.format(
                Locale.ROOT,
                "%-18s %s, %,d examined%n",
                verdict.guarantee(),
                verdict.isKept() ? "kept" : String.format(Locale.ROOT, "BROKEN %,d times", breaches.size()),
                verdict.examined()));
        breaches.stream()
                .limit(BREACHES_TOLD)
                .forEach(breach -> text.append("  ").append(breach).append('\n'));
        if (breaches.size() > BREACHES_TOLD) {
            text.append(String.format(Locale.ROOT, "  and %,d more%n", breaches.size() - BREACHES_TOLD));
        }
    }

    /** One breach for each conversation, taking turns between the guarantees, so that none crowds out another. */
    private static Stream<Breach> concerned(List<Verdict> verdicts) {
        Set<String> told = new LinkedHashSet<>();
        int most = verdicts.stream()
                .mapToInt(verdict -> verdict.breaches().size())
                .max()
                .orElse(0);
        return Stream.iterate(0, rank -> rank + 1)
                .limit(most)
                .flatMap(rank -> verdicts.stream()
                        .filter(verdict -> verdict.breaches().size() > rank)
                        .map(verdict -> verdict.breaches().get(rank)))
                .filter(breach -> told.add(breach.conversation() == null ? breach.place() : breach.conversation()));
    }
}
