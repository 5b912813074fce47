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

    /** Makes it stand still, as a long pause of its machine would (SIGSTOP), until {@link #resume}. */
    public void suspend() throws InterruptedException {
        Suspension.begin(process);
    }

    /** Lets it go on as if nothing had happened (SIGCONT). */
    public void resume() throws InterruptedException {
        Suspension.end(process);
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
