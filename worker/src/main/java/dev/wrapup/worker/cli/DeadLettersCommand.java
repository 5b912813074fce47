package dev.wrapup.worker.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wrapup dead-letters}: nothing but its subcommands. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "What needs a person: which dead letters there are, and what is to become of them.")
final class DeadLettersCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private DeadLettersCommand() {}

    /** With its subcommands. */
    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new ListDeadLettersCommand(surroundings))
                .addSubcommand(new ShowDeadLetterCommand(surroundings))
                .addSubcommand(new ReplayCommand(surroundings))
                .addSubcommand(new DiscardCommand(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command: list, show, replay or discard?");
    }
}
