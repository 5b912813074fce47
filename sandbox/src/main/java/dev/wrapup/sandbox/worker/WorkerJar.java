package dev.wrapup.sandbox.worker;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this build's worker is. */
final class WorkerJar {

    private static final String PROPERTY = "wrapup.jar";
    private static final Path IN_CHECKOUT = Path.of("worker", "target", "wrapup.jar");

    private WorkerJar() {}

    /**
     * The jar that the system property {@code wrapup.jar} names, else the one of the checkout around the working
     * directory.
     *
     * @throws IllegalStateException when there is none
     */
    static Path ofThisBuild() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return Path.of(named);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(IN_CHECKOUT))) {
                return folder.resolve(IN_CHECKOUT);
            }
        }
        throw new IllegalStateException("there is no " + IN_CHECKOUT + "; make it with scripts/build");
    }
}
