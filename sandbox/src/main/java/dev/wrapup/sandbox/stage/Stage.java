package dev.wrapup.sandbox.stage;

import dev.wrapup.sandbox.kafka.ClusterOptions;
import dev.wrapup.sandbox.kafka.Directories;
import dev.wrapup.sandbox.kafka.KafkaCluster;
import dev.wrapup.sandbox.worker.Wrapup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Processes and files that end together: what was put up last comes down first, at {@link #close} or when this Java
 * is told to end. Thread-safe.
 */
public final class Stage implements AutoCloseable {

    private final Path directory;
    private final Deque<Runnable> takeDown = new ArrayDeque<>();
    private final Thread closeAtExit = new Thread(this::closeAtExit, "take-down");
    private volatile boolean exiting;
    private boolean closed;

    private Stage(Path directory) {
        this.directory = directory;
    }

    /** Puts something up. */
    @FunctionalInterface
    public interface Start<T> {

        /** Returns once it is up; leaves nothing behind when it fails. */
        T start() throws InterruptedException;
    }

    /** A stage with nothing on it but an empty directory of its own. */
    public static Stage open() {
        try {
            Stage stage = new Stage(Files.createTempDirectory("wrapup-stage-"));
            stage.takeDown.push(stage::deleteDirectory);
            Runtime.getRuntime().addShutdownHook(stage.closeAtExit);
            return stage;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its files are; deleted with it. */
    public Path directory() {
        return directory;
    }

    /** Puts something up, and remembers how it is taken down. */
    public synchronized <T> T add(Start<T> start, Consumer<? super T> stop) throws InterruptedException {
        if (closed || exiting) {
            throw new IllegalStateException("the stage is closed");
        }
        T started = start.start();
        takeDown.push(() -> stop.accept(started));
        return started;
    }

    /** Adds a fresh broker. */
    public KafkaCluster broker(ClusterOptions options) throws InterruptedException {
        return add(() -> KafkaCluster.start(options), KafkaCluster::close);
    }

    /**
     * The command {@code wrapup} with a configuration in the stage's directory, where its processes also leave what
     * they write to the folder for temporary files.
     *
     * @param jvm options for its Java beside {@link Wrapup#AS_SHIPPED}
     */
    public Wrapup wrapup(String yaml, String... jvm) {
        try {
            Path configuration = Files.writeString(directory.resolve("wrapup.yaml"), yaml);
            List<String> options = new ArrayList<>(Wrapup.AS_SHIPPED);
            options.addAll(List.of(jvm));
            options.add("-Djava.io.tmpdir=" + directory);
            return new Wrapup(configuration, options, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this Java has been told to end, so that nothing on the stage can be relied on any more. */
    public boolean isExiting() {
        return exiting;
    }

    private void closeAtExit() {
        exiting = true; // before the lock: whoever holds it to put something up should give up
        takeDown();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException e) {
            // this Java ends just now, and the hook runs already
        }
        takeDown();
    }

    private synchronized void takeDown() {
        closed = true;
        while (!takeDown.isEmpty()) {
            takeDown.pop().run();
        }
    }

    private void deleteDirectory() {
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
