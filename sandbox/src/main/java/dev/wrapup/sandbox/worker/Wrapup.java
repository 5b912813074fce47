package dev.wrapup.sandbox.worker;

import dev.wrapup.sandbox.process.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code wrapup} with one configuration file.
 *
 * @param configuration the file
 * @param jvm options for its Java
 * @param environment variables beside those of this process
 */
public record Wrapup(Path configuration, List<String> jvm, Map<String, String> environment) {

    /** A small heap, and the options that scripts/wrapup and the container give the worker. */
    public static final List<String> AS_SHIPPED =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(60);

    /** With this configuration, in a temporary file, {@linkplain #AS_SHIPPED as shipped}. */
    public static Wrapup configured(String yaml) {
        try {
            Path file = Files.createTempFile("wrapup-", ".yaml");
            file.toFile().deleteOnExit();
            Files.writeString(file, yaml);
            return new Wrapup(file, AS_SHIPPED, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With other options for its Java. */
    public Wrapup withJvm(String... options) {
        return new Wrapup(configuration, List.of(options), environment);
    }

    /** With more variables in its environment, where its secrets stand. */
    public Wrapup withEnvironment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Wrapup(configuration, jvm, all);
    }

    /** Creates the topics, as an operator does before anything else. */
    public void createTopics() throws InterruptedException {
        Result result = run("topics");
        if (result.exitCode() != 0) {
            throw new IllegalStateException("wrapup topics failed: " + result.output());
        }
    }

    /** How a command ended. */
    public record Result(int exitCode, String output) {}

    /** Starts a command, for a test that does not wait for its end. */
    public Child start(String command, String... arguments) {
        return Child.start(commandLine(command, List.of(arguments)), environment);
    }

    /** Runs a command to its end; its output and its log come together. */
    public Result run(String command, String... arguments) throws InterruptedException {
        try (Child child = Child.start(commandLine(command, List.of(arguments)), environment)) {
            CompletableFuture<String> output = new CompletableFuture<>();
            Thread.ofVirtual().name("output of " + command).start(() -> output.complete(read(child.process())));
            if (!child.process().waitFor(COMMAND_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                child.kill();
                throw new IllegalStateException("wrapup " + command + " did not end: " + output.join());
            }
            return new Result(child.process().exitValue(), output.join());
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "its output cannot be read: " + e;
        }
    }

    /** Starts a worker that also opens the front door; returns once both do their work. */
    public WorkerProcess startWithIngest() throws InterruptedException {
        return WorkerProcess.start(
                commandLine("work", List.of("--with-ingest")), environment, List.of("events", "admin"));
    }

    /** Starts a worker; returns once it does its work. */
    public WorkerProcess startWorker() throws InterruptedException {
        return WorkerProcess.start(commandLine("work", List.of()), environment, List.of("admin"));
    }

    /** Starts the front door alone; returns once it is open. */
    public WorkerProcess startIngest() throws InterruptedException {
        return WorkerProcess.start(commandLine("ingest", List.of()), environment, List.of("events", "admin"));
    }

    /** Starts the console alone; returns once it is open. */
    public WorkerProcess startConsole() throws InterruptedException {
        return WorkerProcess.start(commandLine("console", List.of()), environment, List.of("admin"));
    }

    private List<String> commandLine(String command, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvm);
        line.addAll(List.of("-jar", WorkerJar.ofThisBuild().toString()));
        line.addAll(List.of(command.split(" "))); // a command may have a subcommand
        line.addAll(List.of("-c", configuration.toString()));
        line.addAll(arguments);
        return line;
    }
}
