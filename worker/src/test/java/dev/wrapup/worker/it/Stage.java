package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.SimulatedGenesys;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import dev.wrapup.sandbox.kafka.Brokers;
import dev.wrapup.sandbox.kafka.KafkaBroker;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.time.Clock;
import dev.wrapup.time.SystemClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What an integration test plays on: topics of its own on a real broker that all tests share, a simulated platform, and
 * the worker's jar in processes of their own.
 */
final class Stage implements AutoCloseable {

    static final String API_KEY = "the-key-of-the-front-door";

    private static final AtomicInteger STAGES = new AtomicInteger();
    private static final Clock CLOCK = new SystemClock();

    /** One broker for all tests: it ends with this Java. */
    private static final class SharedBroker {
        private static final KafkaBroker BROKER = start();

        private static KafkaBroker start() {
            try {
                KafkaBroker broker = Brokers.start();
                Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
                return broker;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final String prefix = "stage-" + ProcessHandle.current().pid() + "-" + STAGES.incrementAndGet();
    private final HttpClient http = HttpClient.newHttpClient();
    private final SimulatedGenesys genesys;
    private final Wrapup wrapup;
    private final TopicReader topics;
    private final KafkaBroker broker;
    private final List<WorkerProcess> workers = new ArrayList<>();

    /**
     * A stage with topics and platform; workers are started by the test.
     *
     * @param delays as in {@code retry.delays}
     * @param budget as in {@code readiness.budget}
     */
    Stage(Scenario scenario, String delays, String budget) throws InterruptedException {
        this(scenario, delays, budget, "");
    }

    /** The same, with one more Kafka property: a line of YAML. */
    Stage(Scenario scenario, String delays, String budget, String kafkaProperty) throws InterruptedException {
        this(scenario, delays, budget, kafkaProperty, Map.of());
    }

    /** The same, with more keys of each organization. */
    Stage(Scenario scenario, String delays, String budget, String kafkaProperty, Map<String, Object> ofEach)
            throws InterruptedException {
        this(SharedBroker.BROKER, scenario, new Settings(delays, budget, kafkaProperty, ofEach));
    }

    /** The same on a broker of the test's own, which it may kill. */
    Stage(KafkaBroker broker, Scenario scenario, String delays, String budget) throws InterruptedException {
        this(broker, scenario, new Settings(delays, budget, "", Map.of()));
    }

    /** What differs from test to test in the worker's configuration. */
    private record Settings(String delays, String budget, String kafkaProperty, Map<String, Object> ofEach) {}

    private Stage(KafkaBroker broker, Scenario scenario, Settings settings) throws InterruptedException {
        this.broker = broker;
        topics = new TopicReader(bootstrapServers(), prefix);
        genesys = SimulatedGenesys.start(scenario, CLOCK);
        WorkerConfiguration platform = new WorkerConfiguration(scenario, genesys.url());
        for (Map.Entry<String, Object> each : settings.ofEach().entrySet()) {
            platform = platform.withEach(each.getKey(), each.getValue());
        }
        wrapup = Wrapup.configured("""
                kafka:
                  bootstrap.servers: %s
                  %s
                topics: { prefix: %s, partitions: 6, replicationFactor: %d }
                retry: { delays: %s }
                readiness: { budget: %s }
                ingest: { port: 0, apiKey: %s }
                admin: { port: 0 }
                """.formatted(
                                bootstrapServers(),
                                settings.kafkaProperty(),
                                prefix,
                                bootstrapServers().split(",").length,
                                settings.delays(),
                                settings.budget(),
                                API_KEY)
                + platform.yaml());
        wrapup.createTopics();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    SimulatedGenesys genesys() {
        return genesys;
    }

    Wrapup wrapup() {
        return wrapup;
    }

    TopicReader topics() {
        return topics;
    }

    WorkerProcess startWorker() throws InterruptedException {
        return kept(wrapup.startWithIngest());
    }

    /** The front door alone. */
    WorkerProcess startIngest(String... jvm) throws InterruptedException {
        return kept(wrapup.withJvm(jvm).startIngest());
    }

    private WorkerProcess kept(WorkerProcess worker) {
        workers.add(worker);
        return worker;
    }

    /** Posts an event as an API destination does, and returns the status. */
    int post(WorkerProcess worker, byte[] event) throws IOException, InterruptedException {
        return post(worker.eventsUrl(), event).statusCode();
    }

    private HttpResponse<String> post(URI url, byte[] event) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(url)
                        .header("X-Api-Key", API_KEY)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .timeout(Duration.ofMinutes(1))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What its health answers to the question {@code live} or {@code ready}. */
    int status(WorkerProcess worker, String question) throws IOException, InterruptedException {
        URI url = URI.create(worker.healthUrl() + "/" + question);
        return http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Writes closures straight onto their topic, as a connector would. */
    void produce(List<ClosedConversation> closed) throws InterruptedException {
        produce(closed, "closures");
    }

    /** Writes closures onto one of the topics. */
    void produce(List<ClosedConversation> closed, String topic) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            List<Future<?>> sent = new ArrayList<>();
            for (ClosedConversation each : closed) {
                genesys.emitted(each.id());
                byte[] key = each.organization().value().getBytes(UTF_8);
                sent.add(producer.send(new ProducerRecord<>(topic(topic), key, each.event())));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes any record onto any topic. */
    void produce(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        produce(record, "none", 1);
    }

    /** Writes a record that is small on its way, and large when it is read, so many times. */
    void produceCompressed(ProducerRecord<byte[], byte[]> record, int times) throws InterruptedException {
        produce(record, "gzip", times);
    }

    private void produce(ProducerRecord<byte[], byte[]> record, String compression, int times)
            throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = producer(compression)) {
            for (int i = 0; i < times; i++) {
                producer.send(record).get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes conversations, one organization after the other. */
    List<ClosedConversation> close(int conversations) {
        List<ClosedConversation> closed = new ArrayList<>();
        int organizations = genesys.scenario().organizations().size();
        for (int n = 0; n < conversations; n++) {
            closed.add(genesys.closeConversation(genesys.scenario().organization(1 + n % organizations)));
        }
        return closed;
    }

    static List<ConversationId> ids(List<ClosedConversation> closed) {
        return closed.stream().map(ClosedConversation::id).toList();
    }

    /** What all topics' names begin with, before the dot. */
    String prefix() {
        return prefix;
    }

    /** The full name of one of this stage's topics. */
    String topic(String name) {
        return prefix + "." + name;
    }

    /** A producer for a test that writes much; it closes it. */
    KafkaProducer<byte[], byte[]> producer() {
        return producer("none");
    }

    private KafkaProducer<byte[], byte[]> producer(String compression) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "max.request.size",
                10_000_000,
                "compression.type",
                compression);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The logs of all workers, for a failure's message. */
    String logs() {
        StringBuilder logs = new StringBuilder();
        workers.forEach(worker ->
                logs.append("--- worker ").append(worker.pid()).append('\n').append(worker.log()));
        return logs.toString();
    }

    @Override
    public void close() {
        workers.forEach(WorkerProcess::close);
        genesys.stop();
        http.close();
    }
}
