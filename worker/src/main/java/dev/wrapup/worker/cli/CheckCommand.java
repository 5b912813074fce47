package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.worker.genesys.ApiTraffic;
import dev.wrapup.worker.genesys.GenesysClients;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.kafka.TopicAdmin;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wrapup check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Validates the configuration, and with --online asks Kafka and each organization's token.")
final class CheckCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConfigOption file = new ConfigOption();

    @Option(
            names = "--online",
            description =
                    "Also ask Kafka how the topics differ from the configuration, and the platform whose each token is.")
    private boolean online;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Config config = file.load(surroundings.environment());
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "The configuration is well: %d organizations.%n",
                config.organizations().size());
        if (!online) {
            return ExitCode.OK;
        }
        List<String> problems = new ArrayList<>(tokens(config));
        problems.addAll(topics(config));
        problems.forEach(out::println);
        out.println(problems.isEmpty() ? "Kafka and every token are well, too." : "Not all is well.");
        return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private List<String> tokens(Config config) {
        try (GenesysClients clients =
                new GenesysClients(config.organizations(), "check", ApiTraffic.UNHEARD, surroundings.clock())) {
            List<String> problems = new ArrayList<>();
            clients.tokenProblems().forEach((organization, problem) -> problems.add(described(organization, problem)));
            return problems;
        }
    }

    private static String described(Organization organization, String problem) {
        return "organization " + organization.name() + " (credentials "
                + organization.credentials().name() + "): " + problem;
    }

    private static List<String> topics(Config config) {
        try (Admin admin = new KafkaClients(config).admin()) {
            return new TopicAdmin(admin, config)
                    .differences().stream()
                            .map(difference -> "topic " + difference)
                            .toList();
        } catch (KafkaUnavailableException e) {
            return List.of("topics: " + e.getMessage());
        }
    }
}
