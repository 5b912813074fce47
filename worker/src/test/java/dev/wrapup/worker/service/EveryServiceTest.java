package dev.wrapup.worker.service;

import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.wrapup.config.Config;
import dev.wrapup.config.IngestSettings;
import dev.wrapup.config.Secret;
import dev.wrapup.config.TracingSettings;
import dev.wrapup.time.SystemClock;
import dev.wrapup.worker.Configs;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.console.Console;
import dev.wrapup.worker.deliver.Delivery;
import dev.wrapup.worker.deliver.Forecasts;
import dev.wrapup.worker.ingest.FrontDoor;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.live.StatePublisher;
import dev.wrapup.worker.trace.Tracing;
import dev.wrapup.worker.work.Passes;
import dev.wrapup.worker.work.WorkListener;
import dev.wrapup.worker.work.Worker;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every service promises; those that cannot start without Kafka only as far as they come. */
@Timeout(20)
class EveryServiceTest {

    private static final Secret KEY = new Secret("key");
    private static final Config CONFIG = Configs.with(new IngestSettings(0, "X-Api-Key", Optional.of(KEY), 1_024));

    private static final TracingSettings NOWHERE =
            new TracingSettings(Optional.of(URI.create("http://127.0.0.1:9")), 1, Map.of());

    static Stream<Named<Service>> services() {
        return Stream.concat(servicesThatStart(), Stream.of(Named.of("Worker", worker())));
    }

    static Stream<Named<Service>> servicesThatStart() {
        return Stream.of(
                Named.of("HttpService", new HttpService("test", 0, routes -> {})),
                Named.of("FrontDoor", frontDoor()),
                Named.of("Console", console()),
                Named.of("StatePublisher", statePublisher()),
                Named.of("Tracing", tracing(TracingSettings.OFF)),
                Named.of("Tracing to nowhere", tracing(NOWHERE)),
                Named.of("Services", new Services(List.of(frontDoor(), new HttpService("test", 0, routes -> {})))));
    }

    @ParameterizedTest
    @MethodSource("services")
    void stopsWithoutAStartAndTwice(Service service) {
        assertThatNoException().isThrownBy(() -> {
            service.stop();
            service.stop();
        });
    }

    @ParameterizedTest
    @MethodSource("servicesThatStart")
    void stopsTwiceAfterAStart(Service service) {
        assertThatNoException().isThrownBy(() -> {
            service.start();
            service.stop();
            service.stop();
        });
    }

    /** It asks Kafka for nothing before somebody looks. */
    private static Console console() {
        return new Console(CONFIG, new KafkaClients(CONFIG), new Guard(Optional.of(KEY)), new ManualClock());
    }

    private static FrontDoor frontDoor() {
        return new FrontDoor(
                CONFIG,
                KEY,
                () -> new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
                new ManualClock(),
                FrontDoor.Hooks.NONE);
    }

    private static StatePublisher statePublisher() {
        return new StatePublisher(
                () -> {
                    throw new IllegalStateException("nothing to tell");
                },
                () -> new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
                "workers",
                new SystemClock());
    }

    private static Tracing tracing(TracingSettings settings) {
        return new Tracing(settings, "host", "wrapup-worker");
    }

    private static Worker worker() {
        ManualClock clock = new ManualClock();
        Forecasts forecasts = new Forecasts();
        return new Worker(
                new Worker.Setting(CONFIG, new KafkaClients(CONFIG), "test", 1),
                new Delivery(CONFIG, organization -> Optional.empty(), forecasts, clock, new Random(1)),
                forecasts,
                clock,
                new Worker.Hooks(owned -> {}, () -> {}, WorkListener.UNHEARD, Passes.PLAIN));
    }
}
