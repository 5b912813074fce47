package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.status.Status;
import dev.wrapup.worker.status.Survey;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code wrapup status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Tells how the installation stands, as Kafka knows it: what waits in each topic, of whom, since when"
                        + " and when it is due; the workers and their partitions; and what the last minute brought. It reads, and"
                        + " changes nothing.",
        footer =
                "%nOf a long backlog the oldest and the newest part is counted, and the rest estimated from these: such a"
                        + " number has a ~, and who stands in the rest alone is not seen.")
final class StatusCommand implements Callable<Integer> {

    private static final Duration EVERY = Duration.ofSeconds(2);

    /** To the upper left, and nothing below. */
    private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";

    private final Surroundings surroundings;
    private final JsonMapper mapper = new JsonMapper();

    @Mixin
    private final ConfigOption file = new ConfigOption();

    @Option(
            names = "--watch",
            description = "Ask again every 2 seconds, until Ctrl-C; also while Kafka does not answer.")
    private boolean watch;

    @Option(names = "--json", description = "Print the status as JSON, on one line.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Config config = file.load(surroundings.environment());
        PrintWriter out = spec.commandLine().getOut();
        boolean isScreen = watch && !json && Ansi.AUTO.enabled();
        try (Survey survey = new Survey(new KafkaClients(config), config, surroundings.clock())) {
            if (watch) {
                new Watch(surroundings.clock(), EVERY, spec.commandLine().getErr())
                        .forEver(() -> print(survey.take(), isScreen, out));
            } else {
                print(survey.take(), isScreen, out);
            }
        }
        return ExitCode.OK;
    }

    private void print(Status status, boolean isScreen, PrintWriter out) {
        String text = json ? mapper.writeValueAsString(status) + System.lineSeparator() : StatusText.of(status);
        out.print(isScreen ? CLEAR + text : text);
        out.flush();
    }
}
