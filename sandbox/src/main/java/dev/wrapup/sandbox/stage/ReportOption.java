package dev.wrapup.sandbox.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --report FILE}, the same for every run. A file that cannot be written is refused before the run begins. */
public final class ReportOption {

    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write the findings there, as JSON.")
    void file(@Nullable Path asked) {
        if (asked != null) {
            obstacle(asked.toAbsolutePath()).ifPresent(obstacle -> {
                throw new ParameterException(
                        command.commandLine(), "--report: " + asked + " cannot be written: " + obstacle);
            });
        }
        file = asked;
    }

    private static Optional<String> obstacle(Path file) {
        if (Files.isDirectory(file)) {
            return Optional.of("it is a folder");
        }
        Path folder = file.resolveSibling("");
        if (!Files.isDirectory(folder)) {
            return Optional.of("there is no folder " + folder);
        }
        return Files.isWritable(Files.exists(file) ? file : folder)
                ? Optional.empty()
                : Optional.of("access is denied");
    }

    /** Writes it, if one was asked for. */
    public void write(Supplier<String> json) throws IOException {
        if (file != null) {
            Files.writeString(file, json.get());
        }
    }
}
