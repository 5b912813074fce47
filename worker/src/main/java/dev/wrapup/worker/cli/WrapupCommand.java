package dev.wrapup.worker.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wrapup} itself: nothing but its subcommands. */
@Command(
        name = "wrapup",
        mixinStandardHelpOptions = true,
        version = "wrapup 0.1.0",
        description = "Delivers every wrap-up of every closed Genesys Cloud conversation, to the right organization,"
                + " once.",
        footer = "%nExit codes: 0 done, 1 it failed, 2 usage or configuration. `diagnose` has more: see its --help.")
final class WrapupCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
