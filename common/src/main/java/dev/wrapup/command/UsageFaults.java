package dev.wrapup.command;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with what was typed, what may have been meant, and where the usage is told. Exit code 2. */
public final class UsageFaults implements IParameterExceptionHandler {

    private static final int MOST_SUGGESTIONS = 3;

    @Override
    public int handleParseException(ParameterException fault, String[] arguments) {
        CommandSpec command = fault.getCommandLine().getCommandSpec();
        PrintWriter err = fault.getCommandLine().getErr();
        err.println(fault.getMessage());
        List<String> meant = meant(fault, command);
        if (!meant.isEmpty()) {
            err.println("Did you mean " + String.join(" or ", meant) + "?");
        }
        err.printf("Try '%s --help'%n", command.qualifiedName());
        err.flush();
        return command.exitCodeOnInvalidInput();
    }

    /** A command of that very name elsewhere, before others that look alike. */
    private static List<String> meant(ParameterException fault, CommandSpec command) {
        if (!(fault instanceof UnmatchedArgumentException unmatched)) {
            return List.of();
        }
        String word = unmatched.getUnmatched().getFirst();
        List<String> elsewhere = command.subcommands().values().stream()
                .map(CommandLine::getSubcommands)
                .filter(subcommands -> subcommands.containsKey(word))
                .map(subcommands -> "'" + subcommands.get(word).getCommandSpec().qualifiedName() + "'")
                .toList();
        return elsewhere.isEmpty()
                ? unmatched.getSuggestions().stream().limit(MOST_SUGGESTIONS).toList()
                : elsewhere;
    }
}
