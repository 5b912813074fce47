package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The checkout's docker-compose.yml, up while a test runs: under a project name and on ports of its own, so that it
 * meets no other, and gone afterwards with its volumes and images. The containers' logs are printed when the test fails.
 *
 * <p>Where Docker or its compose does not answer the test is skipped and says so; on a build server ({@code CI=true})
 * whose Docker answers it is never skipped.
 */
final class Compose implements BeforeEachCallback, AfterEachCallback {

    private static final Path FILE = Path.of("..", "docker-compose.yml");
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration UP = Duration.ofMinutes(4);
    private static final Duration COMMAND = Duration.ofSeconds(40);

    private final Map<String, String> environment;
    private final String project = "wrapup-it-" + UUID.randomUUID().toString().substring(0, 8);
    private boolean touched;

    /**
     * Not up yet.
     *
     * @param environment what docker-compose.yml takes from it, beside the ports
     */
    Compose(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void beforeEach(ExtensionContext test) throws InterruptedException {
        skipWhereItCannotRun();
        touched = true;
        run(UP, "up", "--build", "--wait", "--quiet-pull");
    }

    @Override
    public void afterEach(ExtensionContext test) throws InterruptedException {
        if (!touched) {
            return;
        }
        try {
            if (test.getExecutionException().isPresent()) {
                System.out.println(run(COMMAND, "ps", "--all"));
                System.out.println(run(COMMAND, "logs", "--no-color", "--timestamps", "--tail", "300"));
            }
        } finally {
            run(UP, "down", "--volumes", "--rmi", "local", "--timeout", "5");
        }
    }

    /** Where a port of a service answers on this machine. */
    URI url(String service, int port) throws InterruptedException {
        return URI.create("http://"
                + run(COMMAND, "port", service, Integer.toString(port)).trim());
    }

    /** Kills a service as a crash would (SIGKILL); it is not started again. */
    void kill(String service) throws InterruptedException {
        run(COMMAND, "kill", service);
    }

    /** Runs a command in a service's container; its output. */
    String exec(String service, String... command) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("exec", "-T", service));
        arguments.addAll(List.of(command));
        return run(COMMAND, arguments.toArray(String[]::new));
    }

    private static void skipWhereItCannotRun() throws InterruptedException {
        boolean docker = answers("docker", "version");
        if (docker && "true".equals(System.getenv("CI"))) {
            return;
        }
        if (!docker || !answers("docker", "compose", "version")) {
            String why = "SKIPPED: docker-compose.yml is not tested, because " + (docker ? "docker compose" : "Docker")
                    + " does not answer";
            System.out.println(why); // Maven's report counts what was skipped, but does not say why
            abort(why);
        }
    }

    private static boolean answers(String... command) throws InterruptedException {
        try {
            return finish(new ProcessBuilder(command), ANSWER).exitCode() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    private String run(Duration patience, String... arguments) throws InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("docker", "compose", "-p", project, "-f", FILE.toString(), "--progress=plain"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        List.of("KAFKA", "EVENTS_1", "EVENTS_2", "ADMIN_1", "ADMIN_2", "SIMULATOR")
                .forEach(port -> builder.environment().put("WRAPUP_PORT_" + port, "0")); // any free one
        try {
            Result result = finish(builder, patience);
            if (result.exitCode() != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " ended with " + result.exitCode() + ":\n" + result.output());
            }
            return result.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Result(int exitCode, String output) {}

    private static Result finish(ProcessBuilder builder, Duration patience) throws IOException, InterruptedException {
        Path output = Files.createTempFile("docker-", ".out");
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                throw new IllegalStateException(String.join(" ", builder.command()) + " did not end within " + patience
                        + ":\n" + Files.readString(output, UTF_8));
            }
            return new Result(process.exitValue(), Files.readString(output, UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
