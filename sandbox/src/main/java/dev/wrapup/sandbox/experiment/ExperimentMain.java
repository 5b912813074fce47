package dev.wrapup.sandbox.experiment;

import dev.wrapup.command.UsageFaults;
import dev.wrapup.sandbox.genesys.DurationConverter;
import dev.wrapup.time.Clock;
import dev.wrapup.time.SystemClock;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The experiments. Exit codes: 0 every bound holds, 1 one does not, or the run failed, 2 usage. */
@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        description = "Measures what many organizations do to each other, on a broker, a simulated platform and"
                + " workers, each a process of its own. All figures are the platform's. Exit codes: 0 the bounds"
                + " hold, 1 they do not, 2 usage.")
public final class ExperimentMain {

    private ExperimentMain() {}

    /** Runs an experiment and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs an experiment; returns its exit code. */
    public static int run(String... arguments) {
        Clock clock = new SystemClock();
        return new CommandLine(new ExperimentMain())
                .addSubcommand(new IsolationCommand(clock))
                .addSubcommand(new PacingCommand(clock))
                .addSubcommand(new EconomyCommand(clock))
                .addSubcommand(new OnlookersCommand(clock))
                .registerConverter(Duration.class, new DurationConverter())
                .setParameterExceptionHandler(new UsageFaults())
                .execute(arguments);
    }
}
