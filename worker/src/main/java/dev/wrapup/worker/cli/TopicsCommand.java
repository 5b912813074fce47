package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.TopicAdmin;
import dev.wrapup.worker.kafka.TopicAdmin.Report;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code wrapup topics}. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Creates the topics that are missing and reports how the others differ. It never shrinks, changes"
                + " or deletes one; it fails when one differs.")
final class TopicsCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConfigOption file = new ConfigOption();

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    TopicsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Config config = file.load(surroundings.environment());
        PrintWriter out = spec.commandLine().getOut();
        Report report;
        try (Admin admin = new KafkaClients(config).admin()) {
            report = new TopicAdmin(admin, config).apply(surroundings.clock());
        }
        if (json) {
            out.println(new JsonMapper().writeValueAsString(report));
        } else {
            report.created().forEach(topic -> out.println("created    " + topic));
            report.unchanged().forEach(topic -> out.println("exists     " + topic));
            report.differences().forEach(difference -> out.println("differs    " + difference));
        }
        return report.differences().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
