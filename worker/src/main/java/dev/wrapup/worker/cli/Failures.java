package dev.wrapup.worker.cli;

import dev.wrapup.config.ConfigException;
import dev.wrapup.worker.deadletter.OvertakenException;
import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.service.PortTakenException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong to the person at the terminal; a stack trace only where it is a fault of ours. */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        switch (failure) {
            case ConfigException broken -> {
                command.getErr().println(broken.getMessage());
                return ExitCode.USAGE;
            }
            case KafkaUnavailableException unavailable -> command.getErr().println(unavailable.getMessage());
            case KafkaException refused -> command.getErr().println("Kafka: " + KafkaFailure.toWhoeverAsked(refused));
            case PortTakenException taken -> command.getErr().println(taken.getMessage());
            case OvertakenException overtaken -> command.getErr().println(overtaken.getMessage());
            case CommandFailedException failed -> command.getErr().println(failed.getMessage());
            default -> failure.printStackTrace(command.getErr());
        }
        return ExitCode.SOFTWARE;
    }
}
