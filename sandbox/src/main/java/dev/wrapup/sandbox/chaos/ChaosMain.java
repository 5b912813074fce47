package dev.wrapup.sandbox.chaos;

import dev.wrapup.command.UsageFaults;
import dev.wrapup.sandbox.stage.ReportOption;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.time.Clock;
import dev.wrapup.time.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The chaos. Exit codes: 0 every guarantee was kept, 1 one was not, 2 usage. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Kills, suspends and starves brokers, workers and platform while closures flow, and has each"
                + " guarantee judged by the record of the run. The same seed gives the same plan.")
public final class ChaosMain implements Callable<Integer> {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(20);

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "2", description = "How long things are broken.")
    private double minutes;

    @Option(names = "--seed", paramLabel = "N", description = "Of the plan; a random one, which is printed.")
    private @Nullable Long seed;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "3", description = "How many workers there are.")
    private int workers;

    @Option(names = "--brokers", paramLabel = "N", defaultValue = "3", description = "How many brokers, 1 or 3.")
    private int brokers;

    @Option(
            names = "--verification",
            paramLabel = "MODE",
            defaultValue = Setting.ALWAYS,
            description = "Of the workers: always or in-doubt.")
    private String verification = Setting.ALWAYS;

    @Mixin
    private final ReportOption report = new ReportOption();

    @Option(names = "--plan", description = "Print the plan, and break nothing.")
    private boolean planOnly;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Clock clock = new SystemClock();
    private Duration nextLine = BETWEEN_LINES;

    /** Runs the chaos and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs the chaos; returns its exit code. */
    public static int run(String... arguments) {
        return new CommandLine(new ChaosMain())
                .setParameterExceptionHandler(new UsageFaults())
                .execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Setting setting = setting();
        PrintWriter out = spec.commandLine().getOut();
        Plan plan = Plan.of(setting);
        out.printf(
                Locale.ROOT,
                "%d strikes in %.1f minutes at %d workers and %d brokers. Seed %d%n",
                plan.strikes().size(),
                minutes,
                workers,
                brokers,
                setting.seed());
        out.flush();
        if (planOnly) {
            plan.strikes()
                    .forEach(timed ->
                            out.printf(Locale.ROOT, "%8.1f s  %s%n", timed.at().toMillis() / 1e3, timed.strike()));
            out.flush();
            return ExitCode.OK;
        }
        try (Stage stage = Stage.open()) {
            Chaos chaos = new Chaos(setting, stage, clock);
            Findings findings = chaos.run((closings, ended, passed) -> show(out, closings, ended, passed));
            return stage.isExiting() ? ExitCode.SOFTWARE : conclude(setting, findings, chaos, out);
        }
    }

    private Setting setting() {
        try {
            return new Setting(
                    Duration.ofMillis((long) (minutes * 60_000)),
                    seed != null ? seed : ThreadLocalRandom.current().nextLong(1_000_000),
                    workers,
                    brokers,
                    verification);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void show(PrintWriter out, int closings, int ended, Duration passed) {
        if (passed.compareTo(nextLine) >= 0) {
            out.printf(
                    Locale.ROOT, "%6d s  %,d closing events, %,d at their end%n", passed.toSeconds(), closings, ended);
            out.flush();
            nextLine = passed.plus(BETWEEN_LINES);
        }
    }

    private int conclude(Setting setting, Findings findings, Chaos chaos, PrintWriter out) throws IOException {
        Report result = new Report(setting, findings);
        out.print(result.text());
        if (!findings.isWell()) {
            Path folder = Files.createTempDirectory("wrapup-chaos-" + setting.seed() + "-");
            for (Map.Entry<String, String> log : chaos.logs().entrySet()) {
                Files.writeString(folder.resolve(log.getKey().replace(' ', '-') + ".log"), log.getValue());
            }
            Files.writeString(folder.resolve("report.txt"), result.text());
            out.printf("The logs of every process: %s%n", folder);
        }
        out.flush();
        report.write(result::json);
        return findings.isWell() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
