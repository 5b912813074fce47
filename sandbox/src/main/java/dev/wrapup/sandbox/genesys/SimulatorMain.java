package dev.wrapup.sandbox.genesys;

import dev.wrapup.command.UsageFaults;
import dev.wrapup.sandbox.eventbridge.ApiDestination;
import dev.wrapup.sandbox.eventbridge.Destination;
import dev.wrapup.time.Clock;
import dev.wrapup.time.SystemClock;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The simulated platform as a process of its own. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "A simulated Genesys Cloud with its own count of the truth at /truth.")
public final class SimulatorMain implements Callable<Integer> {

    @Mixin
    private final ScenarioOptions scenario = new ScenarioOptions();

    @Mixin
    private final TrafficOptions traffic = new TrafficOptions();

    @Option(names = "--port", defaultValue = "8090", description = "Where the API and the login listen; 0 for any.")
    private int port;

    @Option(names = "--public-url", description = "How the worker reaches the simulator, if not by localhost.")
    private @Nullable String publicUrl;

    @Option(names = "--events-url", description = "The front door's /events; without it, nothing closes.")
    private @Nullable URI eventsUrl;

    @Option(names = "--api-key", defaultValue = "", description = "The front door's key.")
    private String apiKey = "";

    @Option(names = "--api-key-header", defaultValue = "X-Api-Key", description = "The header that carries it.")
    private String apiKeyHeader = "";

    @Option(names = "--attempts", defaultValue = "185", description = "How often one event is sent at most.")
    private int attempts;

    @Option(
            names = "--closures",
            description = "Close so many conversations as fast as they are taken, instead of at --rate.")
    private @Nullable Integer closures;

    @Option(
            names = "--print-config",
            description = "Print the worker's configuration for these organizations, and end.")
    private boolean printConfig;

    private final Clock clock = new SystemClock();

    /** The server speaks of its own starts and stops; a field, since java.util.logging forgets what nobody holds. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    /** Runs until the process is told to stop. */
    public static void main(String[] arguments) {
        JETTY.setLevel(Level.WARNING);
        System.exit(new CommandLine(new SimulatorMain())
                .registerConverter(Duration.class, new DurationConverter())
                .setParameterExceptionHandler(new UsageFaults())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return ExitCode.SOFTWARE;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (printConfig) {
            String url = publicUrl == null ? "http://localhost:" + port : publicUrl;
            System.out.print(new WorkerConfiguration(scenario.scenario(), url).yaml());
            return 0;
        }
        SimulatedGenesys genesys = SimulatedGenesys.start(scenario.scenario(), clock, port);
        Runtime.getRuntime().addShutdownHook(new Thread(genesys::stop));
        System.out.printf("API and login  %s%n", genesys.url());
        System.out.printf("the truth      %s/truth%n", genesys.url());
        if (eventsUrl != null) {
            emit(genesys, eventsUrl);
        }
        new CountDownLatch(1).await(); // for ever: a signal ends the process
        return 0;
    }

    private void emit(SimulatedGenesys genesys, URI events) throws InterruptedException {
        Destination destination = new Destination(events, apiKeyHeader, apiKey, Duration.ofSeconds(5), attempts);
        Emitter emitter = new Emitter(genesys, new ApiDestination(destination, clock), traffic.traffic(), clock);
        System.out.printf("events go to   %s%n", events);
        if (closures == null) {
            emitter.start();
        } else {
            emitter.emit(closures);
            System.out.println(emitter.counts());
        }
    }
}
