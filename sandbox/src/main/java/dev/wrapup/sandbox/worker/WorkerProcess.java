package dev.wrapup.sandbox.worker;

import dev.wrapup.sandbox.process.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A worker in a process of its own: it can be killed hard, told to stop, and its log read. It does not outlive this
 * Java's orderly end. Thread-safe.
 */
public final class WorkerProcess implements AutoCloseable {

    /** What the worker logs when a port is open, in both formats of its log. */
    private static final Pattern OPEN = Pattern.compile("Open for (?<name>\\w+) .*port=\\D?(?<port>\\d+)"
            + "|\"port\":\"(?<jsonPort>\\d+)\".*\"Open for (?<jsonName>\\w+)\"");

    /** What it logs once it does its work, in both formats of its log. */
    private static final Pattern STARTED = Pattern.compile("(^|[ \"])Started($|[ \"])");

    private static final Duration START = Duration.ofSeconds(60);

    private final Child child;
    private final Process process;
    private final Path log;
    private final Map<String, CompletableFuture<Integer>> ports = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> logRead = new CompletableFuture<>();

    private WorkerProcess(Child child, Path log, Collection<String> awaitedPorts) {
        this.child = child;
        this.process = child.process();
        this.log = log;
        awaitedPorts.forEach(name -> ports.put(name, new CompletableFuture<>()));
        Thread.ofVirtual().name("log of worker").start(this::readLog);
    }

    static WorkerProcess start(List<String> command, Map<String, String> environment, Collection<String> awaitedPorts)
            throws InterruptedException {
        try {
            Path log = Files.createTempFile("wrapup-worker-", ".log");
            log.toFile().deleteOnExit();
            WorkerProcess worker = new WorkerProcess(Child.start(command, environment), log, awaitedPorts);
            worker.await(worker.started, "did not start");
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it takes events; only of a worker with ingest. */
    public URI eventsUrl() throws InterruptedException {
        return URI.create("http://localhost:" + port("events") + "/events");
    }

    /** Where its health is to be asked. */
    public URI healthUrl() throws InterruptedException {
        return URI.create("http://localhost:" + port("admin") + "/health");
    }

    private int port(String name) throws InterruptedException {
        CompletableFuture<Integer> port = ports.get(name);
        if (port == null) {
            throw new IllegalStateException("this worker does not open a port for " + name);
        }
        return await(port, "did not open its port for " + name);
    }

    private <T> T await(CompletableFuture<T> said, String orElse) throws InterruptedException {
        try {
            return said.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("the worker " + orElse + ":\n" + log(), e);
        }
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it lives. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Kills it as a crash would (SIGKILL): nothing is settled, nobody is told. */
    public void kill() {
        child.kill();
    }

    /** Makes it stand still, as a long pause of its machine would (SIGSTOP), until {@link #resume}. */
    public void suspend() throws InterruptedException {
        child.suspend();
    }

    /** Lets it go on as if nothing had happened (SIGCONT). */
    public void resume() throws InterruptedException {
        child.resume();
    }

    /**
     * Tells it to stop (SIGTERM) and waits for its end, and for its log's.
     *
     * @return its exit code
     * @throws IllegalStateException when it has not ended after that time; it is killed then
     */
    public int stop(Duration patience) {
        process.toHandle().destroy(); // Process.destroy would close its log before its last words
        if (!child.hasEndedWithin(patience)) {
            kill();
            throw new IllegalStateException("the worker did not stop within " + patience + ":\n" + log());
        }
        logRead.join(); // its end of the pipe ended with it
        return process.exitValue();
    }

    /** Where its log is, until this Java ends. */
    public Path logFile() {
        return log;
    }

    /** All that it logged. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it if it still lives. Its log can still be read. */
    @Override
    public void close() {
        child.close();
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader();
                Writer file = Files.newBufferedWriter(log)) {
            @Nullable String line;
            while ((line = lines.readLine()) != null) {
                file.append(line).append('\n').flush();
                if (STARTED.matcher(line).find()) {
                    started.complete(null);
                }
                Matcher open = OPEN.matcher(line);
                if (open.find()) {
                    opened(open);
                }
            }
        } catch (IOException e) {
            // the process was killed, and its end of the pipe is gone
        }
        allEnded();
    }

    private void opened(Matcher open) {
        boolean isText = open.group("name") != null;
        CompletableFuture<Integer> port = ports.get(open.group(isText ? "name" : "jsonName"));
        if (port != null) {
            port.complete(Integer.parseInt(open.group(isText ? "port" : "jsonPort")));
        }
    }

    private void allEnded() {
        IllegalStateException ended = new IllegalStateException("the worker has ended");
        started.completeExceptionally(ended);
        ports.values().forEach(port -> port.completeExceptionally(ended));
        logRead.complete(null);
    }
}
