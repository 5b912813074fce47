package dev.wrapup.sandbox.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.SimulatedGenesys;
import dev.wrapup.sandbox.kafka.ClusterOptions;
import dev.wrapup.sandbox.kafka.KafkaCluster;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One measurement, by the platform's own record of what it accepted and when. */
final class Benchmark {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** What scripts/wrapup and the container give the worker, and a small heap. */
    private static final List<String> WORKER_JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Duration WORKER_STOP = Duration.ofSeconds(40);

    private final Load load;
    private final Stage stage;
    private final KafkaCluster broker;
    private final SimulatedGenesys genesys;

    /** Starts broker and platform. */
    Benchmark(Load load, Stage stage, Clock clock) throws InterruptedException {
        this.load = load;
        this.stage = stage;
        broker = stage.broker(new ClusterOptions(1));
        genesys = stage.add(() -> SimulatedGenesys.start(load.scenario(), clock), SimulatedGenesys::stop);
    }

    /** Fills the topic, starts the worker, and waits until it has delivered everything. */
    Figures run(List<String> workerJvm) throws InterruptedException, IOException {
        Path collections = stage.directory().resolve("gc.log");
        List<String> jvm = new ArrayList<>(WORKER_JVM);
        jvm.add("-Xlog:gc:file=" + collections);
        jvm.addAll(workerJvm);
        Wrapup wrapup =
                stage.wrapup(load.configuration(broker.bootstrapServers(), genesys.url()), jvm.toArray(String[]::new));
        wrapup.createTopics();
        List<ClosedConversation> closed = close();
        produce(closed);
        WorkerProcess worker = stage.add(wrapup::startWorker, WorkerProcess::close);
        genesys.truth().awaitDelivered(load.closures(), LIMIT);
        Figures.CpuSeconds cpu = new Figures.CpuSeconds(
                cpuSeconds(worker.pid()),
                cpuSeconds(broker.node(1).pid()),
                cpuSeconds(ProcessHandle.current().pid()));
        worker.stop(WORKER_STOP);
        return new Figures(load, genesys.truth().summary(), between(closed), cpu, Heap.read(collections));
    }

    private List<ClosedConversation> close() {
        List<ClosedConversation> closed = new ArrayList<>();
        for (int n = 0; n < load.closures(); n++) {
            closed.add(genesys.closeConversation(load.scenario().organization(1 + n % load.organizations())));
        }
        return closed;
    }

    private void produce(List<ClosedConversation> closed) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (ClosedConversation each : closed) {
                byte[] key = each.organization().value().getBytes(UTF_8);
                sent.add(producer.send(new ProducerRecord<>("wrapup.closures", key, each.event())));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the closures could not be put on their topic", e);
        }
    }

    /** From the first accepted wrap-up to the last. */
    private Duration between(List<ClosedConversation> closed) {
        List<Instant> accepted =
                closed.stream().flatMap(each -> accepted(each)).sorted().toList();
        return accepted.isEmpty() ? Duration.ZERO : Duration.between(accepted.getFirst(), accepted.getLast());
    }

    private Stream<Instant> accepted(ClosedConversation closed) {
        return genesys.truth().history(closed.id()).stream()
                .flatMap(history -> history.wrapUps().stream())
                .map(wrapUp -> wrapUp.acceptedAt());
    }

    private static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(cpu -> cpu.toMillis() / 1e3)
                .orElse(Double.NaN);
    }
}
