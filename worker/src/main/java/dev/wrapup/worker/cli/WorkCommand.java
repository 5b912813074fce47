package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.worker.console.Console;
import dev.wrapup.worker.deliver.Delivery;
import dev.wrapup.worker.deliver.Forecasts;
import dev.wrapup.worker.genesys.GenesysClients;
import dev.wrapup.worker.ingest.FrontDoor;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.TopicAdmin;
import dev.wrapup.worker.live.StatePublisher;
import dev.wrapup.worker.live.StateSource;
import dev.wrapup.worker.observe.AdminPort;
import dev.wrapup.worker.observe.Counts;
import dev.wrapup.worker.observe.Health;
import dev.wrapup.worker.observe.Heartbeat;
import dev.wrapup.worker.observe.Metrics;
import dev.wrapup.worker.observe.OutcomeCount;
import dev.wrapup.worker.observe.Overview;
import dev.wrapup.worker.observe.WorkMetrics;
import dev.wrapup.worker.observe.WorkerGauges;
import dev.wrapup.worker.service.Guard;
import dev.wrapup.worker.service.HttpService;
import dev.wrapup.worker.service.Services;
import dev.wrapup.worker.trace.Tracing;
import dev.wrapup.worker.work.Worker;
import io.javalin.config.RoutesConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wrapup work}. */
@Command(
        name = "work",
        mixinStandardHelpOptions = true,
        description = "Runs a worker until it is told to stop by SIGTERM; then it drains within worker.drainTimeout.")
final class WorkCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConfigOption file = new ConfigOption();

    @Option(names = "--with-ingest", description = "Also open the front door in the same process.")
    private boolean withIngest;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    WorkCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Config config = file.load(surroundings.environment());
        KafkaClients kafka = new KafkaClients(config);
        Guard guard = new Guard(config.admin().token());
        Metrics metrics = new Metrics(guard);
        Tracing tracing = IngestCommand.tracing(config);
        List<FrontDoor> alongside = withIngest // or refused, before Kafka is asked
                ? List.of(IngestCommand.frontDoor(config, IngestCommand.hooks(metrics, tracing), surroundings, spec))
                : List.of();
        Counts counts = Counts.in(metrics, config);
        try (metrics;
                Instance instance = Instance.claim(config.topics().prefix());
                WorkMetrics listener = new WorkMetrics(metrics, counts.outcomes());
                GenesysClients clients = new GenesysClients(
                        config.organizations(),
                        instance.name(),
                        counts.api(),
                        tracing.exchanges(),
                        surroundings.clock())) {
            Heartbeat heartbeat = new Heartbeat(surroundings.clock());
            Forecasts forecasts = new Forecasts();
            Delivery delivery = new Delivery(
                    config,
                    organization -> clients.of(organization)
                            .map(genesys -> counts.notFound().ofOnePass(organization, genesys)),
                    forecasts,
                    surroundings.clock(),
                    surroundings.random());
            Worker worker = new Worker(
                    new Worker.Setting(config, kafka, instance.name(), partitions(config, kafka)),
                    delivery,
                    forecasts,
                    surroundings.clock(),
                    new Worker.Hooks(owned(clients, counts.outcomes()), heartbeat::beat, listener, tracing.passes()));
            Overview overview = new Overview(config, worker, clients);
            metrics.families().register(new WorkerGauges(overview));
            StatePublisher state = new StatePublisher(
                    new StateSource(
                            instance.name(),
                            new StateSource.Parts(overview, counts, forecasts, worker::hasStopped),
                            surroundings.clock()),
                    () -> kafka.stateProducer(instance.name()),
                    config.topicNames().workers(),
                    surroundings.clock());
            Services work = new Services(
                    Stream.concat(Stream.of(worker), alongside.stream()).toList());
            Health health = new Health(
                    heartbeat::isAlive,
                    () -> work.areRunning()
                            && worker.isReady()
                            && state.hasContact()
                            && alongside.stream().allMatch(FrontDoor::isReady));
            Console console = new Console(config, kafka, guard, surroundings.clock());
            List<Consumer<RoutesConfig>> routes =
                    new ArrayList<>(List.of(health::routes, metrics::routes, console::routes));
            alongside.forEach(door -> routes.add(Health.ofFrontDoor(door::isReady)));
            HttpService admin = AdminPort.of(config.admin().port(), routes);
            return Foreground.run(new Services(List.of(tracing, admin, console, state, work)), worker.ended());
        }
    }

    private static Consumer<Predicate<OrganizationId>> owned(GenesysClients clients, OutcomeCount outcomes) {
        return owned -> {
            outcomes.owns(owned);
            clients.share(owned);
            clients.prove(owned);
        };
    }

    private static int partitions(Config config, KafkaClients kafka) throws CommandFailedException {
        try (Admin admin = kafka.admin()) {
            return new TopicAdmin(admin, config).partitions();
        } catch (IllegalStateException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }
}
