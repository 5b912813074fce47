package dev.wrapup.sandbox.kafka;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a node's Java needs to find: Kafka, as the build listed it in a file, and this sandbox. Kafka's server is on
 * no other class path: it brings libraries of its own that would meet the worker's.
 */
final class BrokerClassPath {

    static final String PROPERTY = "wrapup.broker.classpath";
    private static final Path BUILT = Path.of("sandbox", "broker", "target", "broker.classpath");

    private BrokerClassPath() {}

    /** The class path of a node started by this Java. */
    static String ofThisBuild() {
        // Kafka first: were the sandbox packed with libraries of its own, the node should not see them.
        return list(System.getProperty(PROPERTY), Path.of("").toAbsolutePath()) + File.pathSeparator + own();
    }

    /**
     * The list that the build wrote.
     *
     * @param file where it is; null looks for the checkout around the directory
     */
    static String list(@Nullable String file, Path directory) {
        return file != null ? read(Path.of(file)) : read(around(directory));
    }

    private static Path around(Path directory) {
        return Stream.iterate(directory, up -> up != null, Path::getParent)
                .map(up -> up.resolve(BUILT))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Kafka's class path is not listed yet: there is no "
                        + BUILT + " in " + directory + " or above. Run scripts/build, or name the file by -D"
                        + PROPERTY + "."));
    }

    private static String read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("Kafka's class path is not listed yet: -D" + PROPERTY + " names " + file
                    + ", which is not there." + " Run scripts/build.");
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path own() {
        try {
            return Path.of(BrokerMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
