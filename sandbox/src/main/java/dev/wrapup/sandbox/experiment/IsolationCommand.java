package dev.wrapup.sandbox.experiment;

import dev.wrapup.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** See {@link Isolation}. */
@Command(
        name = "isolation",
        description = "Five organizations with a client each: one throttled to 30 requests a minute, one down, one with"
                + " refused credentials, two healthy. How much longer do the healthy ones wait because of the others?"
                + " Their 99th percentile of ready-to-delivered with the others' closures waiting as well must be at"
                + " most 1.2 times the one without them, as the median of rounds that take turns, each with a fresh"
                + " worker, topics and platform. Ready-to-delivered counts from readiness or from the moment the worker"
                + " said that it has started, whichever is later: the backlog waits before that by design.")
final class IsolationCommand extends ExperimentCommand {

    @Option(
            names = "--closures",
            paramLabel = "N",
            defaultValue = "5000",
            description = "How many of each organization wait when the worker starts.")
    private int closures;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often it is measured without the others and with them.")
    private int rounds;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            split = ",",
            defaultValue = "12,1",
            description = "Of each topic, for one form after the other; with 1, all are in one partition.")
    private List<Integer> partitions = List.of();

    IsolationCommand(Clock clock) {
        super(clock);
    }

    @Override
    Experiment experiment(long seed) {
        return new Isolation(closures, rounds, partitions, seed);
    }
}
