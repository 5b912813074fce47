package dev.wrapup.sandbox.benchmark;

import dev.wrapup.command.UsageFaults;
import dev.wrapup.sandbox.genesys.DurationConverter;
import dev.wrapup.sandbox.stage.ReportOption;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.time.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benchmark. Exit codes: 0 done, 1 something was lost, doubled or misdirected, 2 usage. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description =
                "How many wrap-ups a second one worker of 256 MB delivers from a backlog, each verified before, with"
                        + " broker and platform on the same machine; and whether its heap stays flat.")
public final class BenchmarkMain implements Callable<Integer> {

    @Option(
            names = "--closures",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many deliveries are measured.")
    private int closures;

    @Option(names = "--orgs", paramLabel = "N", defaultValue = "3", description = "Of how many organizations.")
    private int organizations;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            defaultValue = "20ms",
            description = "What each API request takes: 250ms, 1s.")
    private Duration latency = Duration.ZERO;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many of each organization's passes run at once.")
    private int inFlight;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of all randomness.")
    private long seed;

    @Mixin
    private final ReportOption report = new ReportOption();

    @Option(names = "--worker-jvm", paramLabel = "OPTION", description = "For the worker's Java; may be repeated.")
    private List<String> workerJvm = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Runs the benchmark and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs the benchmark; returns its exit code. */
    public static int run(String... arguments) {
        return new CommandLine(new BenchmarkMain())
                .registerConverter(Duration.class, new DurationConverter())
                .setParameterExceptionHandler(new UsageFaults())
                .execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Load load = load();
        PrintWriter out = spec.commandLine().getOut();
        out.println(load);
        out.flush();
        try (Stage stage = Stage.open()) {
            Result result = new Benchmark(load, stage, new SystemClock(), workerJvm).run();
            out.print(result.text());
            out.flush();
            report.write(result::json);
            return result.isRight() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private Load load() {
        try {
            return new Load(closures, organizations, latency, inFlight, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
