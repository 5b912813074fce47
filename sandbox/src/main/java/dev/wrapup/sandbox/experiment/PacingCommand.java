package dev.wrapup.sandbox.experiment;

import dev.wrapup.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** See {@link Pacing}. */
@Command(
        name = "pacing",
        description = "Three organizations of one client with 300 requests a minute, and a backlog; one worker, then"
                + " two. At least 95 %% of the budget must be used and at most 0.5 %% of the answers be 429. The budget is"
                + " the limit times the minutes from the client's first request to the last wrap-up; used of it is"
                + " every request that was not answered 429, tokens/me included.")
final class PacingCommand extends ExperimentCommand {

    @Option(
            names = "--closures",
            paramLabel = "N",
            defaultValue = "600",
            description = "The backlog, of all organizations together.")
    private int closures;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "2", description = "How many workers at most.")
    private int workers;

    PacingCommand(Clock clock) {
        super(clock);
    }

    @Override
    Experiment experiment(long seed) {
        return new Pacing(closures, workers, seed);
    }
}
