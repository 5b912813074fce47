package dev.wrapup.config;

/**
 * One thing that is wrong with the configuration file.
 *
 * @param path the key, dotted: {@code organizations[1].credentials}; empty when it is about the file as a whole
 * @param message what is wrong and what would be right, in words
 */
public record Problem(String path, String message) {

    /** As it is shown to people. */
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
