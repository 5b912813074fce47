package dev.wrapup.sandbox.demo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The findings in a few sentences. Pure. */
final class Conclusion {

    private Conclusion() {}

    /** Several lines; ends with a line break. */
    static String of(Findings findings) {
        List<String> faults = findings.faults();
        return faults.isEmpty()
                ? passed(findings)
                : faults.stream()
                        .map(fault -> "  " + fault + System.lineSeparator())
                        .collect(Collectors.joining("", "FAILED:" + System.lineSeparator(), ""));
    }

    private static String passed(Findings findings) {
        return String.format(
                Locale.ROOT,
                "Well: none of %,d lost, none doubled, none in a wrong organization, none early, and no two workers"
                        + " at one organization. It took %.1f s.%n",
                findings.total().summary().closures(),
                findings.took().toMillis() / 1e3);
    }
}
