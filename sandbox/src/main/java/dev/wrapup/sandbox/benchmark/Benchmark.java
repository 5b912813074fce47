package dev.wrapup.sandbox.benchmark;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.SimulatedGenesys;
import dev.wrapup.sandbox.genesys.Truth;
import dev.wrapup.sandbox.kafka.ClusterOptions;
import dev.wrapup.sandbox.kafka.KafkaCluster;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.time.Clock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run. The platform is simulated in this process, which does nothing else while the worker works; broker and
 * worker are its children.
 */
final class Benchmark {

    private static final Duration WORKER_STOP = Duration.ofSeconds(40);

    private final Load load;
    private final Stage stage;
    private final Clock clock;
    private final List<String> moreJvm;

    /** A run on this stage. */
    Benchmark(Load load, Stage stage, Clock clock, List<String> moreJvm) {
        this.load = load;
        this.stage = stage;
        this.clock = clock;
        this.moreJvm = moreJvm;
    }

    Result run() throws InterruptedException, IOException {
        KafkaCluster broker = stage.broker(new ClusterOptions(1));
        SimulatedGenesys genesys =
                stage.add(() -> SimulatedGenesys.start(load.scenario(), clock), SimulatedGenesys::stop);
        HeapLog heap = new HeapLog(stage.directory().resolve("gc.log"));
        Wrapup wrapup = stage.wrapup(
                load.configuration(broker.bootstrapServers(), genesys.url()),
                Stream.concat(Stream.of(heap.option()), moreJvm.stream()).toArray(String[]::new));
        wrapup.createTopics();
        List<ClosedConversation> closed =
                Backlog.produce(load.closures() + load.more(), genesys, broker.bootstrapServers());

        WorkerProcess worker = stage.add(wrapup::startWorker, WorkerProcess::close);
        Cpu before = new Cpu(
                Duration.ZERO,
                Cpu.of(worker.pid(), broker.node(1).pid()).broker(),
                Cpu.of(worker.pid(), 0).platform());
        awaitDelivered(load.closures(), genesys, worker);
        Cpu cpu = Cpu.of(worker.pid(), broker.node(1).pid()).minus(before);
        for (int part = 0; part < Heap.COLLECTIONS; part++) {
            awaitDelivered(load.closures() + load.more() * part / (Heap.COLLECTIONS - 1), genesys, worker);
            heap.collect(worker.pid());
        }
        worker.stop(WORKER_STOP); // what it had not settled, it settles now; nothing may be sent any more

        List<Instant> accepted = accepted(genesys.truth(), closed).subList(0, load.closures());
        return new Result(genesys.truth().summary(), accepted, heap.read(), cpu);
    }

    private void awaitDelivered(int closures, SimulatedGenesys genesys, WorkerProcess worker)
            throws InterruptedException {
        if (!genesys.truth().awaitDelivered(closures, load.limit())) {
            throw new IllegalStateException(
                    "the worker did not deliver " + closures + " in " + load.limit() + ":\n" + worker.log());
        }
    }

    private static List<Instant> accepted(Truth truth, List<ClosedConversation> closed) {
        return closed.stream()
                .flatMap(conversation -> truth.history(conversation.id()).stream())
                .flatMap(history -> history.wrapUps().stream().limit(1))
                .map(History.WrapUp::acceptedAt)
                .sorted()
                .toList();
    }
}
