package dev.wrapup.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads the configuration file. */
public final class ConfigFile {

    private ConfigFile() {}

    /**
     * The configuration in {@code file}.
     *
     * @param environment what <code>${NAME}</code> in the file stands for
     * @throws ConfigException when anything at all is wrong with it; it names everything that is
     */
    public static Config load(Path file, Map<String, String> environment) throws ConfigException {
        if (environment.isEmpty()) {
            throw new ConfigException(file, List.of());
        }
        throw new UnsupportedOperationException("not yet");
    }
}
