package dev.wrapup.sandbox.benchmark;

import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.time.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The benchmark. Exit codes: 0 measured, and nothing was lost or doubled; 1 otherwise; 2 usage. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Puts closures on their topic, starts one worker at -Xmx256m and measures how fast it delivers"
                + " them: everything is ready, there is no rate limit, and each takes two calls.")
public final class BenchmarkMain implements Callable<Integer> {

    @Option(names = "--closures", paramLabel = "N", defaultValue = "20000", description = "How many.")
    private int closures;

    @Option(names = "--orgs", paramLabel = "N", defaultValue = "12", description = "In how many organizations.")
    private int organizations;

    @Option(names = "--latency", paramLabel = "MS", defaultValue = "20", description = "Of each API call, in ms.")
    private int latencyMillis;

    @Option(
            names = "--worker-jvm",
            paramLabel = "OPTION",
            description = "One more option for the worker's Java, for example to profile it.")
    private List<String> workerJvm = List.of();

    @Option(names = "--report", paramLabel = "FILE", description = "Also write the figures there, as JSON.")
    private @Nullable Path report;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Runs the benchmark and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        Load load = new Load(closures, organizations, Duration.ofMillis(latencyMillis));
        out.println(load);
        out.flush();
        try (Stage stage = Stage.open()) {
            Figures figures = new Benchmark(load, stage, new SystemClock()).run(workerJvm);
            out.print(figures);
            out.flush();
            if (report != null) {
                Files.writeString(report, figures.json());
            }
            return figures.isSound() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
