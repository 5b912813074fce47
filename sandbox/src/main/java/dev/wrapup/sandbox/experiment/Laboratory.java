package dev.wrapup.sandbox.experiment;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.RemoteGenesys;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.SimulatorProcess;
import dev.wrapup.sandbox.kafka.ClusterOptions;
import dev.wrapup.sandbox.kafka.KafkaCluster;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.time.Clock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One broker, and what an experiment starts beside it, each in a process of its own. For one thread. */
final class Laboratory {

    /** Of every worker's admin port. */
    static final String TOKEN = "the-experiment-may-look";

    private static final Duration WORKER_STOP = Duration.ofSeconds(60);

    /** What one command asks the simulator to close at most. */
    private static final int CHUNK = 1_000;

    private final Clock clock;
    private final PrintWriter out;
    private final KafkaCluster broker;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Starts the broker; all of it ends with the stage. */
    Laboratory(Stage stage, Clock clock, PrintWriter out) throws InterruptedException {
        this.clock = clock;
        this.out = out;
        this.broker = stage.broker(new ClusterOptions(1));
        this.producer = stage.add(this::connect, KafkaProducer::close);
    }

    private KafkaProducer<byte[], byte[]> connect() {
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                // Topics are created a moment before; batches that overtake each other while leaders settle would not.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Clock clock() {
        return clock;
    }

    /** A part of the experiment: what is started on its stage ends with it. */
    Stage part() {
        return Stage.open();
    }

    /** Tells whoever waits how far it is. */
    void say(String line) {
        out.println("  " + line);
        out.flush();
    }

    /** A simulator of its own for this part. */
    static RemoteGenesys simulator(Stage part, Scenario scenario) throws InterruptedException {
        Path file = part.directory().resolve("scenario.json");
        return part.add(() -> SimulatorProcess.start(scenario, file), SimulatorProcess::close)
                .genesys();
    }

    /** The shipped worker on fresh topics, not started yet. */
    Wrapup wrapup(Stage part, Topics topics, String yaml) throws InterruptedException {
        Wrapup wrapup = part.wrapup(
                """
                kafka:
                  bootstrap.servers: %s
                topics: { prefix: %s, partitions: %d, replicationFactor: 1 }
                admin: { port: 0, token: %s }
                %s""".formatted(broker.bootstrapServers(), topics.prefix(), topics.partitions(), TOKEN, yaml));
        wrapup.createTopics();
        return wrapup;
    }

    /** Where a worker's records are. */
    record Topics(String prefix, int partitions) {}

    /** Closes a conversation in each of these, and puts the closures onto their topic as any connector would. */
    void close(RemoteGenesys genesys, String prefix, List<OrganizationId> organizations) throws InterruptedException {
        for (int from = 0; from < organizations.size(); from += CHUNK) {
            int to = Math.min(from + CHUNK, organizations.size());
            produce(prefix, genesys.close(organizations.subList(from, to)));
        }
    }

    /** The organization is the key, Kafka picks the partition; returns once all are on the topic. */
    void produce(String prefix, List<ClosedConversation> closed) {
        List<Future<?>> sends = new ArrayList<>(closed.size());
        for (ClosedConversation conversation : closed) {
            byte[] key = conversation.organization().value().getBytes(StandardCharsets.UTF_8);
            sends.add(producer.send(new ProducerRecord<>(prefix + ".closures", key, conversation.event())));
        }
        producer.flush();
        for (Future<?> send : sends) {
            if (send.state() != Future.State.SUCCESS) {
                throw new IllegalStateException("a closure is not on its topic", send.exceptionNow());
            }
        }
    }

    /** A new worker on this stage. */
    static WorkerProcess start(Stage part, Wrapup wrapup) throws InterruptedException {
        return part.add(wrapup::startWorker, WorkerProcess::close);
    }

    /** Stops the worker, so that nothing can change any more, and keeps its log where its work is not done. */
    void stop(WorkerProcess worker, boolean done) {
        if (!done) {
            say("not all was delivered in time; the worker's log: " + keepLog(worker));
        }
        worker.stop(WORKER_STOP);
    }

    private static Path keepLog(WorkerProcess worker) {
        try {
            return Files.writeString(Files.createTempFile("wrapup-experiment-worker-", ".log"), worker.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
