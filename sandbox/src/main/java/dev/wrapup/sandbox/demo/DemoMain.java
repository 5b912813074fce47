package dev.wrapup.sandbox.demo;

import dev.wrapup.command.UsageFaults;
import dev.wrapup.sandbox.stage.ReportOption;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.time.Clock;
import dev.wrapup.time.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

/** The demo. Exit codes: 0 all is well, 1 something was lost, doubled, misdirected or booked wrongly, 2 usage. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Starts a broker, a simulated Genesys Cloud and a worker, closes conversations, and examines what"
                + " became of each: by the platform's own count, and by the worker's ledger against it.")
public final class DemoMain implements Callable<Integer> {

    @Option(names = "--events", paramLabel = "N", defaultValue = "2000", description = "How many conversations close.")
    private int events;

    @Option(names = "--orgs", paramLabel = "N", defaultValue = "3", description = "In how many organizations.")
    private int organizations;

    @Option(
            names = "--not-ready",
            paramLabel = "SHARE",
            defaultValue = "0.15",
            description = "Share of them that is not ready for its wrap-up when it closes.")
    private double notReady;

    @Option(names = "--seed", paramLabel = "N", description = "Of all randomness; a random one, which is printed.")
    private @Nullable Long seed;

    @Mixin
    private final ReportOption report = new ReportOption();

    @Option(
            names = "--keep",
            description = "Leave everything running afterwards, the console too, until Ctrl-C ends all of it.")
    private boolean keep;

    @Option(names = "--terminal", hidden = true, description = "Draw a progress bar; the launcher knows.")
    private boolean terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Clock clock = new SystemClock();

    /** Runs the demo and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs the demo; returns its exit code. */
    public static int run(String... arguments) {
        return new CommandLine(new DemoMain())
                .setParameterExceptionHandler(new UsageFaults())
                .execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Plan plan = plan();
        PrintWriter out = spec.commandLine().getOut();
        out.println(plan);
        out.println("Starting a broker, the platform and a worker");
        out.flush();
        try (Stage stage = Stage.open()) {
            Demo demo = new Demo(plan, stage, clock, UUID.randomUUID().toString());
            Findings findings = demo.run(new Progress(out, terminal, plan.events()), !keep);
            if (!stage.isExiting()) {
                print(findings, demo, out);
            }
            return findings.faults().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private Plan plan() {
        try {
            return new Plan(
                    events,
                    organizations,
                    notReady,
                    seed != null ? seed : ThreadLocalRandom.current().nextLong(1_000_000));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void print(Findings findings, Demo demo, PrintWriter out) throws InterruptedException, IOException {
        out.printf("%n%s%n%s", Table.of(findings), Conclusion.of(findings));
        out.flush();
        report.write(() -> Report.of(findings));
        if (!findings.faults().isEmpty()) {
            Path log = Files.createTempFile("wrapup-demo-worker-", ".log");
            out.println(findings.account());
            out.printf("The worker's log: %s%n", Files.writeString(log, demo.workerLog()));
        }
        if (keep) {
            out.printf("%nKept until Ctrl-C:%n%s", demo.addresses());
            out.flush();
            new CountDownLatch(1).await(); // for ever: a signal ends the process
        }
        out.flush();
    }
}
