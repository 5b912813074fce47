package dev.wrapup.sandbox.kafka;

import dev.wrapup.sandbox.process.Suspension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One node of a {@link KafkaCluster}: a child process, broker and controller in one, that can be stopped, killed
 * and started again on the same data and ports. Thread-safe.
 */
public final class BrokerProcess {

    private static final Duration ORDERLY_STOP = Duration.ofSeconds(20);
    private static final Duration KILL = Duration.ofSeconds(10);
    private static final int QUOTED_LINES = 40;

    private final NodeAddress address;
    private final Path directory;
    private final List<String> command;
    private @Nullable Process process;

    /**
     * A node that is not started yet.
     *
     * @param settings all broker properties but the place of the data
     */
    BrokerProcess(NodeAddress address, Map<String, String> settings, List<String> jvm, String clusterId) {
        String classPath = BrokerClassPath.ofThisBuild(); // first: it may not be there yet
        this.address = address;
        try {
            directory = Files.createTempDirectory("wrapup-kafka-" + address.id() + "-");
            Path properties = write(settings);
            command = command(jvm, classPath, List.of(directory.toString(), properties.toString(), clusterId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The node's id as Kafka names it; the first is 1. */
    public int id() {
        return address.id();
    }

    /** The process's id; throws {@link IllegalStateException} for a node that was not started. */
    public synchronized long pid() {
        return running().pid();
    }

    /** Whether its process lives. */
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /**
     * Starts the process, on the data of the last time if there was one, and does not wait for it:
     * {@link KafkaCluster#awaitReady} does. A node that runs keeps running.
     */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Stops it as an operator would (SIGTERM). It is killed if it has not ended after 20 s, as happens where the
     * quorum is lost: a node cannot sign off then.
     */
    public synchronized void stop() {
        if (process != null) {
            process.toHandle().destroy(); // Process.destroy would also end the pipe, and with it the orderly end
            ended(process, ORDERLY_STOP);
            kill();
        }
    }

    /** Kills it as a crash would (SIGKILL): nothing is flushed, nobody is told. */
    public synchronized void kill() {
        if (process != null) {
            if (!ended(process.destroyForcibly(), KILL)) {
                throw new IllegalStateException("Kafka node " + id() + " was killed but has not ended");
            }
            process = null;
        }
    }

    /**
     * Makes it stand still (SIGSTOP) until {@link #resume}.
     *
     * @throws IllegalStateException when it does not run
     */
    public synchronized void suspend() throws InterruptedException {
        Suspension.begin(running());
    }

    /** Lets it go on as if nothing had happened (SIGCONT). */
    public synchronized void resume() throws InterruptedException {
        Suspension.end(running());
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("Kafka node " + id() + " is not started");
        }
        return process;
    }

    /** Whether it should run: it was started and neither stopped nor killed since. */
    synchronized boolean isStarted() {
        return process != null;
    }

    /** Deletes the data of a node that does not run. */
    void deleteData() {
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    NodeAddress address() {
        return address;
    }

    synchronized @Nullable Process current() {
        return process;
    }

    Path directory() {
        return directory;
    }

    /**
     * Waits.
     *
     * @throws IllegalStateException as soon as the process has ended, quoting its log
     */
    void stayUpFor(Duration duration) throws InterruptedException {
        Process current = current();
        if (current == null || current.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("Kafka node " + id() + " ended before it was ready" + logEnd());
        }
    }

    /** The last lines that the node wrote, introduced, for a message. */
    String logEnd() {
        try {
            List<String> lines = Files.readAllLines(log());
            List<String> last = lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size());
            return "\n--- the end of the log of node " + id() + "\n" + String.join("\n", last);
        } catch (IOException e) {
            return "\n--- node " + id() + " has no log: " + e;
        }
    }

    private Path log() {
        return directory.resolve("node.log");
    }

    private Path write(Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put("log.dirs", directory.resolve("data").toString());
        Path file = directory.resolve("node.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    private static List<String> command(List<String> jvm, String classPath, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        if (Runtime.version().feature() >= 24) { // Kafka's native compression and counters, without warnings
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Dlog4j2.configurationFile=classpath:dev/wrapup/sandbox/kafka/broker-log4j2.properties");
        command.addAll(List.of("-cp", classPath, BrokerMain.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Waits without an interrupt: a process must not be left behind because its owner is in a hurry. */
    private static boolean ended(Process process, Duration limit) {
        process.onExit()
                .completeOnTimeout(process, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return !process.isAlive();
    }
}
