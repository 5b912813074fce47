package dev.wrapup.worker.cli;

import dev.wrapup.command.UsageFaults;
import dev.wrapup.time.SystemClock;
import java.time.Instant;
import picocli.CommandLine;

/** The command {@code wrapup}. Here, and nowhere else, the system's clock, environment and randomness are named. */
public final class Main {

    private Main() {}

    /** Runs one command and ends with its exit code: 0 done, 1 it failed, 2 usage or configuration. */
    public static void main(String[] arguments) {
        Surroundings system = new Surroundings(new SystemClock(), System.getenv(), new SharedRandom());
        System.exit(commandLine(system).execute(arguments));
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new WrapupCommand())
                .addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(new TopicsCommand(surroundings))
                .addSubcommand(new WorkCommand(surroundings))
                .addSubcommand(new IngestCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new HistoryCommand(surroundings))
                .addSubcommand(DiagnoseCommand.commandLine(surroundings))
                .addSubcommand(DeadLettersCommand.commandLine(surroundings))
                .addSubcommand(new ConsoleCommand(surroundings))
                .registerConverter(
                        Instant.class,
                        text -> Moment.parse(text, surroundings.clock().now()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageFaults())
                .setExecutionExceptionHandler(new Failures());
    }
}
