package dev.wrapup.sandbox.experiment;

import dev.wrapup.time.Clock;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** See {@link Economy}. */
@Command(
        name = "economy",
        description = "What a wrap-up costs where 15 %% are not ready at their closure. Three workers side by side: A"
                + " verifies always and forecasts, B verifies always and backs off exponentially, C verifies in doubt and"
                + " forecasts. Each has four organizations, with the same lags as the others': log-normal with a median"
                + " of 700 ms (fast) and 3 s (slow), two populations of 400 ms and 3 s (bimodal), and 500 ms that become"
                + " 5 s at half-time (changing). Over fast, A must need at most 2.25 API calls for a wrap-up, and over fast and slow"
                + " C at most 1.35; in each profile A must waste at least 30 %% fewer polls than B, with no higher 95th"
                + " percentile of ready-to-delivered.")
final class EconomyCommand extends ExperimentCommand {

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "5", description = "How long conversations close.")
    private double minutes;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "8",
            description = "Closures a second in each organization.")
    private double rate;

    @Option(
            names = "--settled",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long the workers have run by then: what closed around its start, one in doubt verifies.")
    private Duration settled = Duration.ZERO;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "Each worker's readiness.budget: how long one pass waits for an interaction.")
    private Duration budget = Duration.ZERO;

    @Option(
            names = "--control",
            description = "Configure B as A, to see how far equals are apart; A is not held against B then.")
    private boolean control;

    EconomyCommand(Clock clock) {
        super(clock);
    }

    @Override
    Experiment experiment(long seed) {
        Duration length = Duration.ofMillis(Math.round(minutes * 60_000));
        return new Economy(new Economy.Flow(length, rate, settled, seed), budget, control);
    }
}
