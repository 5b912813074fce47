package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.worker.ingest.FrontDoor;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.observe.AdminPort;
import dev.wrapup.worker.observe.Health;
import dev.wrapup.worker.observe.IngestCount;
import dev.wrapup.worker.observe.Metrics;
import dev.wrapup.worker.service.Guard;
import dev.wrapup.worker.service.HttpService;
import dev.wrapup.worker.service.Services;
import dev.wrapup.worker.trace.Tracing;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wrapup ingest}. */
@Command(name = "ingest", mixinStandardHelpOptions = true, description = "Runs the front door alone.")
final class IngestCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConfigOption file = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    IngestCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Config config = file.load(surroundings.environment());
        Tracing tracing = tracing(config);
        try (Metrics metrics = new Metrics(new Guard(config.admin().token()))) {
            FrontDoor door = frontDoor(config, hooks(metrics, tracing), surroundings, spec);
            Services work = new Services(List.of(door));
            Health health = new Health(() -> true, () -> work.areRunning() && door.isReady());
            HttpService admin = AdminPort.of(
                    config.admin().port(), List.of(health::routes, Health.ofFrontDoor(door::isReady), metrics::routes));
            return Foreground.run(new Services(List.of(tracing, admin, work)), new CompletableFuture<>());
        }
    }

    static Tracing tracing(Config config) {
        return new Tracing(config.tracing(), Instance.host(), KafkaClients.groupId(config));
    }

    static FrontDoor.Hooks hooks(Metrics metrics, Tracing tracing) {
        return new FrontDoor.Hooks(new IngestCount(metrics.families()), tracing.arrivals());
    }

    static FrontDoor frontDoor(Config config, FrontDoor.Hooks hooks, Surroundings surroundings, CommandSpec spec) {
        if (config.ingest().apiKey().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "ingest.apiKey: is missing; the front door does not open without a key");
        }
        return new FrontDoor(
                config,
                config.ingest().apiKey().get(),
                new KafkaClients(config)::frontDoorProducer,
                surroundings.clock(),
                hooks);
    }
}
