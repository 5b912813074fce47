package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.config.ConfigException;
import dev.wrapup.config.ConfigFile;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code -c FILE}, the same for every command. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration file, YAML.")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private Path file;

    Config load(Map<String, String> environment) throws ConfigException {
        return ConfigFile.load(file, environment);
    }
}
