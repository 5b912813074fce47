package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.worker.console.Console;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.observe.AdminPort;
import dev.wrapup.worker.observe.Health;
import dev.wrapup.worker.service.Guard;
import dev.wrapup.worker.service.Services;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wrapup console}. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description =
                "Serves the web console alone, on admin.port, until it is told to stop by SIGTERM. A worker serves it"
                        + " as well, with or without this.")
final class ConsoleCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConfigOption file = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ConsoleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Config config = file.load(surroundings.environment());
        if (config.admin().token().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "admin.token: is missing; without it the console shows nothing to anybody");
        }
        Console console = new Console(
                config, new KafkaClients(config), new Guard(config.admin().token()), surroundings.clock());
        Services work = new Services(List.of(console));
        Health health = new Health(() -> true, work::areRunning);
        return Foreground.run(
                new Services(
                        List.of(AdminPort.of(config.admin().port(), List.of(health::routes, console::routes)), work)),
                new CompletableFuture<>());
    }
}
