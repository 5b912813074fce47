package dev.wrapup.config;

import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The file cannot be used. The message lists every reason, one per line, and holds no secret. */
public final class ConfigException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    ConfigException(Path file, List<Problem> problems) {
        super(
                problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining("", file + ":", "")),
                null,
                false,
                false); // for the person who wrote the file: a stack trace says nothing to them
        this.problems = List.copyOf(problems);
    }

    /** All of them, in file order as far as possible; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
