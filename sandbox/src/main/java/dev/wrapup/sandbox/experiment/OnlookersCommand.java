package dev.wrapup.sandbox.experiment;

import dev.wrapup.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** See {@link Onlookers}. */
@Command(
        name = "onlookers",
        description =
                "What it costs a worker to be looked at: /metrics scraped every 5 s and an open console, which asks"
                        + " every 2 s. A backlog is worked off unwatched and watched, by turns, each with a fresh worker, topics"
                        + " and platform. Watched, a worker must deliver at least 97 %% as much a second, as the median of the"
                        + " rounds.")
final class OnlookersCommand extends ExperimentCommand {

    @Option(
            names = "--closures",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many wait when a worker starts.")
    private int closures;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often it is measured unwatched and watched.")
    private int rounds;

    OnlookersCommand(Clock clock) {
        super(clock);
    }

    @Override
    Experiment experiment(long seed) {
        return new Onlookers(closures, rounds, seed);
    }
}
