package dev.wrapup.sandbox.experiment;

import dev.wrapup.sandbox.stage.ReportOption;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.time.Clock;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the experiments have in common on the command line. */
@Command(mixinStandardHelpOptions = true, sortOptions = false, showDefaultValues = true)
abstract class ExperimentCommand implements Callable<Integer> {

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of all randomness.")
    private long seed;

    @Mixin
    private final ReportOption report = new ReportOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Clock clock;

    ExperimentCommand(Clock clock) {
        this.clock = clock;
    }

    /**
     * What the options say.
     *
     * @throws IllegalArgumentException for what cannot be
     */
    abstract Experiment experiment(long seed);

    @Override
    public Integer call() throws InterruptedException, IOException {
        Experiment experiment = checked();
        PrintWriter out = spec.commandLine().getOut();
        out.println(experiment);
        out.flush();
        try (Stage stage = Stage.open()) {
            Findings findings = experiment.run(new Laboratory(stage, clock, out));
            out.print(findings.text());
            out.flush();
            report.write(findings::json);
            return findings.areKept() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private Experiment checked() {
        try {
            return experiment(seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
