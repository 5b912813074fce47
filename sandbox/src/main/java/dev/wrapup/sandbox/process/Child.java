package dev.wrapup.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process that does not outlive this Java's orderly end; its output and its log come together. */
public record Child(Process process, Thread killAtExit) implements AutoCloseable {

    private static final Duration KILL = Duration.ofSeconds(10);

    /**
     * Starts it.
     *
     * @param environment beside this Java's own
     */
    public static Child start(List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            Child child = new Child(process, new Thread(process::destroyForcibly));
            child.enrol();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void enrol() {
        try {
            Runtime.getRuntime().addShutdownHook(killAtExit);
        } catch (IllegalStateException e) { // this Java ends just now
            process.destroyForcibly();
            throw e;
        }
    }

    /** Waits, without an interrupt, for its end; false where it still lives after that time. */
    public boolean hasEndedWithin(Duration limit) {
        process.onExit()
                .completeOnTimeout(process, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return !process.isAlive();
    }

    /** Kills it as a crash would (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        hasEndedWithin(KILL);
    }

    /** Sends it a signal, named as by {@code kill}: STOP, CONT. */
    public void signal(String name) throws InterruptedException {
        try {
            String command = "kill -" + name + " " + process.pid(); // every shell has it, not every system as a program
            int status = new ProcessBuilder("sh", "-c", command).start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("process " + process.pid() + " got no signal " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it if it still lives. */
    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(killAtExit);
        } catch (IllegalStateException e) {
            // this Java ends just now, and the hook runs already
        }
    }
}
