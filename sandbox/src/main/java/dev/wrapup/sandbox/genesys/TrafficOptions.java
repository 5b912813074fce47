package dev.wrapup.sandbox.genesys;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How unruly the events arrive, on the command line. */
final class TrafficOptions {

    @Option(names = "--duplicates", defaultValue = "0.02", description = "Share of events sent twice.")
    private double duplicates;

    @Option(names = "--delayed", defaultValue = "0.05", description = "Share of events sent late and out of order.")
    private double delayed;

    @Option(names = "--longest-delay", defaultValue = "10s", description = "How late at most.")
    private Duration longestDelay = Duration.ZERO;

    @Option(names = "--others", defaultValue = "0.2", description = "Share of closures followed by another event.")
    private double others;

    @Option(names = "--events-in-flight", defaultValue = "64", description = "Events under way at once.")
    private int inFlight;

    Traffic traffic() {
        return new Traffic(duplicates, delayed, longestDelay, others, inFlight);
    }
}
