package dev.wrapup.sandbox.demo;

import dev.wrapup.sandbox.genesys.Summary;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A run as its end would find it. */
final class Sample {

    private Sample() {}

    /** 100 closures, delivered within 1 to 97 ms, and so many other things. */
    static Findings findings(long deadLettered, long duplicates, long wrongOrganization, List<String> breaches) {
        List<Duration> delays =
                IntStream.rangeClosed(1, 97).mapToObj(Duration::ofMillis).toList();
        Summary summary = new Summary(100, 97, duplicates, wrongOrganization, 1_940, 7, Set.of(), delays);
        Tally total = new Tally("all", summary, deadLettered);
        return new Findings(
                List.of(new Tally("org-1", summary, deadLettered)),
                total,
                breaches,
                "what the judges say",
                Duration.ofMillis(12_345));
    }
}
