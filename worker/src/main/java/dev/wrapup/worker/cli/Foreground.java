package dev.wrapup.worker.cli;

import dev.wrapup.worker.service.Service;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/** Keeps services running until the process is told to stop, or until what it is for has ended by itself. */
final class Foreground {

    private static final Logger log = LoggerFactory.getLogger(Foreground.class);

    private Foreground() {}

    /**
     * Starts the services, and stops them in order at SIGTERM or SIGINT, which then ends the process with 0.
     *
     * @param ended when it completes, they are stopped, too
     * @return the exit code after an end that nobody asked for; after a signal, the process ends without it
     */
    static int run(Service services, CompletableFuture<Void> ended) {
        Thread atSignal = Thread.ofPlatform().name("stop").unstarted(() -> stopAndEnd(services));
        Runtime.getRuntime().addShutdownHook(atSignal);
        try {
            services.start();
            log.info("Started");
            ended.join();
        } catch (CompletionException | CancellationException e) {
            log.error("Stopping: {}", String.valueOf(e.getMessage()));
        } finally {
            forget(atSignal);
        }
        services.stop();
        return ExitCode.SOFTWARE;
    }

    private static void forget(Thread atSignal) {
        try {
            Runtime.getRuntime().removeShutdownHook(atSignal);
        } catch (IllegalStateException e) {
            log.debug("the process is being ended by a signal already");
        }
    }

    private static void stopAndEnd(Service services) {
        log.info("Stopping");
        int status = ExitCode.OK;
        try {
            services.stop();
        } catch (RuntimeException e) {
            log.error("Not everything stopped in order", e);
            status = ExitCode.SOFTWARE;
        }
        log.info("Stopped");
        Runtime.getRuntime().halt(status); // the JVM's own end would say 143, as if something had gone wrong
    }
}
