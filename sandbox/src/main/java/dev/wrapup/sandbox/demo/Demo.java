package dev.wrapup.sandbox.demo;

import dev.wrapup.sandbox.eventbridge.ApiDestination;
import dev.wrapup.sandbox.eventbridge.Destination;
import dev.wrapup.sandbox.genesys.Emitter;
import dev.wrapup.sandbox.genesys.SimulatedGenesys;
import dev.wrapup.sandbox.guarantee.Evidence;
import dev.wrapup.sandbox.guarantee.EvidenceReader;
import dev.wrapup.sandbox.guarantee.Receipt;
import dev.wrapup.sandbox.kafka.ClusterOptions;
import dev.wrapup.sandbox.kafka.KafkaCluster;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One run: everything started on a stage, the closures sent in by the front door, and the topics read until each has
 * its final entry.
 */
final class Demo {

    private static final String PREFIX = "wrapup";
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration LAST_READ = Duration.ofSeconds(30);

    private static final Duration WORKER_STOP = Duration.ofSeconds(40);

    private final Plan plan;
    private final Clock clock;
    private final String adminToken;
    private final KafkaCluster broker;
    private final SimulatedGenesys genesys;
    private final Wrapup wrapup;
    private final WorkerProcess worker;
    private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();

    /**
     * Starts everything.
     *
     * @param adminToken what the console asks for
     */
    Demo(Plan plan, Stage stage, Clock clock, String adminToken) throws InterruptedException {
        this.plan = plan;
        this.adminToken = adminToken;
        this.clock = clock;
        broker = stage.broker(new ClusterOptions(1));
        genesys = stage.add(() -> SimulatedGenesys.start(plan.scenario(), clock), SimulatedGenesys::stop);
        wrapup = stage.wrapup(plan.configuration(broker.bootstrapServers(), genesys.url(), adminToken));
        wrapup.createTopics();
        worker = stage.add(wrapup::startWithIngest, WorkerProcess::close);
    }

    /**
     * Closes the conversations and waits for their ends, or until the plan's time is over.
     *
     * @param stopWorker whether to end the worker before the account is taken, so that nothing can change any more
     */
    Findings run(Progress progress, boolean stopWorker) throws InterruptedException {
        Emitter emitter = new Emitter(genesys, destination(), plan.traffic(), clock);
        try (EvidenceReader reader = new EvidenceReader(broker.bootstrapServers(), PREFIX, clock)) {
            long started = clock.nanoTime();
            CompletableFuture<Void> emission = emission(emitter);
            while (worker.isRunning()
                    && !isOver(emission, reader)
                    && passed(started).compareTo(plan.limit()) < 0) {
                reader.read(TICK);
                progress.show(reader.evidence().conversationsEnded(), passed(started));
            }
            Duration took = passed(started);
            progress.end(reader.evidence().conversationsEnded(), took);
            boolean ended = !worker.isRunning() || (stopWorker && worker.stop(WORKER_STOP) != 0);
            boolean isWhole = reader.readToEnd(LAST_READ);
            Evidence evidence = reader.evidence();
            receipts.forEach(evidence::accepted);
            Findings findings = Findings.of(plan.scenario(), genesys.truth(), evidence, took);
            if (!isWhole) {
                findings = findings.and("the topics could not be read to their end");
            }
            return ended ? findings.and("the worker ended by itself, or not in order") : findings;
        } finally {
            emitter.stop();
        }
    }

    private ApiDestination destination() throws InterruptedException {
        return new ApiDestination(
                Destination.of(worker.eventsUrl(), Plan.API_KEY),
                clock,
                event -> receipts.add(Receipt.of(event, clock.now())));
    }

    private CompletableFuture<Void> emission(Emitter emitter) {
        CompletableFuture<Void> emission = new CompletableFuture<>();
        Thread.ofVirtual().name("emission").start(() -> {
            try {
                emitter.emit(plan.events());
                emission.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                emission.completeExceptionally(e);
            }
        });
        return emission;
    }

    private boolean isOver(CompletableFuture<Void> emission, EvidenceReader reader) {
        if (!emission.isDone() || !reader.evidence().isSettled()) {
            return false;
        }
        emission.join();
        // an event may be on its topic already, but not yet read
        return reader.readToEnd(LAST_READ) && reader.evidence().isSettled();
    }

    private Duration passed(long started) {
        return Duration.ofNanos(clock.nanoTime() - started);
    }

    /** All that the worker logged. */
    String workerLog() {
        return worker.log();
    }

    /** Where everything is, for whoever wants to look at it or break it. */
    String addresses() throws InterruptedException {
        return """
                  broker         %s, process %d
                  platform       %s, the truth at %s/truth
                  worker         process %d, health at %s/ready, log in %s
                  console        %s, its token is %s
                  front door     %s, with the header X-Api-Key: %s
                  configuration  %s
                """.formatted(
                        broker.bootstrapServers(),
                        broker.node(1).pid(),
                        genesys.url(),
                        genesys.url(),
                        worker.pid(),
                        worker.healthUrl(),
                        worker.logFile(),
                        worker.healthUrl().resolve("/"),
                        adminToken,
                        worker.eventsUrl(),
                        Plan.API_KEY,
                        wrapup.configuration());
    }
}
