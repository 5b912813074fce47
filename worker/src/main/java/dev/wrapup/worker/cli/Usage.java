package dev.wrapup.worker.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What an option may be, where its type does not say it. */
final class Usage {

    private Usage() {}

    static void atLeastOne(int value, String option, CommandSpec command) {
        if (value < 1) {
            throw new ParameterException(command.commandLine(), option + ": must be at least 1");
        }
    }
}
