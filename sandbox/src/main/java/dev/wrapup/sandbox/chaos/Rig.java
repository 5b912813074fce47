package dev.wrapup.sandbox.chaos;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.RemoteGenesys;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.SimulatorProcess;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import dev.wrapup.sandbox.kafka.ClusterOptions;
import dev.wrapup.sandbox.kafka.FreePorts;
import dev.wrapup.sandbox.kafka.KafkaCluster;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.time.Clock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Everything that runs, each in a process of its own: brokers, platform, front door and workers. Thread-safe. */
final class Rig {

    static final String PREFIX = "wrapup";
    static final String API_KEY = "the-chaos-key";

    private static final List<String> DELAYS = List.of("1s", "2s", "5s", "10s");

    private final Clock clock;
    private final Scenario scenario = Scenario.oneClient(Setting.ORGANIZATIONS);
    private final KafkaCluster brokers;
    private final SimulatorProcess simulator;
    private final RemoteGenesys genesys;
    private final URI events;
    private final Post frontDoor;
    private final Post guest;
    private final List<Post> workers;
    private final Poisoner poisoner;
    private final ReentrantLock killing = new ReentrantLock(true);

    /** Starts all of it. */
    Rig(Setting setting, Stage stage, Clock clock) throws InterruptedException {
        this.clock = clock;
        brokers = stage.broker(new ClusterOptions(setting.brokers()));
        simulator = stage.add(() -> SimulatorProcess.start(simulator(setting)), SimulatorProcess::close);
        genesys = simulator.genesys();
        int port = FreePorts.find(1).getFirst();
        events = URI.create("http://localhost:" + port + "/events");
        Wrapup wrapup = stage.wrapup(configuration(setting, port));
        wrapup.createTopics();
        poisoner = stage.add(() -> new Poisoner(brokers.bootstrapServers(), poisonable()), Poisoner::close);
        frontDoor = stage.add(() -> new Post("the front door", wrapup::startIngest, clock), Post::close);
        guest = stage.add(() -> new Post("the added worker", wrapup::startWorker, clock), Post::close);
        workers = new ArrayList<>();
        for (int number = 0; number < setting.workers(); number++) {
            String name = "worker " + number;
            workers.add(stage.add(() -> new Post(name, wrapup::startWorker, clock), Post::close));
        }
        frontDoor.man();
        for (Post worker : workers) {
            worker.man();
        }
    }

    /** As many requests as they like: what is scarce here is order, not the rate. */
    private static List<String> simulator(Setting setting) {
        return List.of(
                "--orgs=" + Setting.ORGANIZATIONS,
                "--requests-per-minute=0",
                "--rate=" + Setting.CLOSURES_PER_SECOND / Setting.ORGANIZATIONS,
                "--never-ready=0.003",
                "--lag=1200ms",
                "--latency=5ms",
                "--latency-tail=15ms",
                "--seed=" + setting.seed());
    }

    private String configuration(Setting setting, int port) {
        return """
                kafka:
                  bootstrap.servers: %s
                topics: { prefix: %s, partitions: 12, replicationFactor: %d }
                %sverification: %s
                readiness: { budget: 2s }
                retry: { delays: %s, maxAge: 1h }
                ingest: { port: %d, apiKey: %s }
                admin: { port: 0 }
                """.formatted(
                        brokers.bootstrapServers(),
                        PREFIX,
                        setting.brokers(),
                        new WorkerConfiguration(scenario, genesys.url()).yaml(),
                        setting.verification(),
                        DELAYS,
                        port,
                        API_KEY);
    }

    private static List<String> poisonable() {
        return Stream.concat(Stream.of("closures"), DELAYS.stream().map(delay -> "delay." + delay))
                .map(topic -> PREFIX + "." + topic)
                .toList();
    }

    RemoteGenesys genesys() {
        return genesys;
    }

    /** Where events are posted. */
    URI events() {
        return events;
    }

    String bootstrapServers() {
        return brokers.bootstrapServers();
    }

    /** Does it, waits as long as it lasts, and mends it. */
    void strike(Strike strike) throws InterruptedException {
        switch (strike) {
            case Strike.KillWorker kill -> workers.get(kill.worker()).strike(worker -> worker.kill(), kill.lasts());
            case Strike.StopWorker stop -> {
                Post post = workers.get(stop.worker());
                post.strike(post::stop, stop.lasts());
            }
            case Strike.SuspendWorker suspend -> workers.get(suspend.worker()).suspend(suspend.lasts());
            case Strike.AnotherWorker another -> {
                guest.man();
                clock.sleep(another.lasts());
                if (another.killed()) {
                    guest.strike(worker -> worker.kill(), Duration.ZERO);
                }
                guest.leave();
            }
            case Strike.KillFrontDoor kill -> frontDoor.strike(door -> door.kill(), kill.lasts());
            case Strike.KillBrokers kill -> killBrokers(kill);
            case Strike.Spoil spoil -> spoil(spoil);
            case Strike.RevokeTokens revoke -> genesys.revokeTokens();
            case Strike.ChangeReadiness change -> {
                genesys.changeReadiness(change.readiness());
                clock.sleep(change.lasts());
                genesys.restoreReadiness();
            }
            case Strike.Poison poison -> poisoner.write(poison);
        }
    }

    /**
     * Kafka promises nothing where all in-sync replicas of a partition are away at once, so the next brokers are not
     * killed before the last ones have caught up. (Kafka 4.3 then ends transactions in part: KAFKA-20734.)
     */
    private void killBrokers(Strike.KillBrokers kill) throws InterruptedException {
        killing.lockInterruptibly();
        try {
            brokers.awaitInSync();
            kill.brokers().forEach(broker -> brokers.node(broker).kill());
            clock.sleep(kill.lasts());
            kill.brokers().forEach(broker -> brokers.node(broker).start());
        } finally {
            killing.unlock();
        }
    }

    private void spoil(Strike.Spoil spoil) throws InterruptedException {
        Call[] calls = spoil.calls().toArray(Call[]::new);
        if (spoil.organization() == Strike.Spoil.EVERYWHERE) {
            genesys.spoilAll(spoil.fault(), spoil.share(), calls);
        } else {
            OrganizationId organization =
                    scenario.organizations().get(spoil.organization()).id();
            genesys.spoil(organization, spoil.fault(), spoil.share(), calls);
        }
        clock.sleep(spoil.lasts());
        genesys.heal();
    }

    /** Everything runs and is well again. */
    void mend() throws InterruptedException {
        genesys.heal();
        brokers.nodes().forEach(node -> node.start());
        brokers.awaitReady();
        frontDoor.man();
        for (Post worker : workers) {
            worker.man();
        }
    }

    /** Tells workers and front door to stop, so that nothing can change any more. */
    void stop() throws InterruptedException {
        for (Post post : posts()) {
            post.leave();
        }
    }

    /** What processes should not have done, in sentences. */
    List<String> faults() {
        return posts().stream().flatMap(post -> post.faults().stream()).toList();
    }

    /** What each process logged, by its name. */
    Map<String, String> logs() {
        Map<String, String> logs = new TreeMap<>(Map.of("the platform", simulator.log()));
        posts().forEach(post -> logs.put(post.name(), post.log()));
        return logs;
    }

    private List<Post> posts() {
        return Stream.concat(Stream.of(frontDoor, guest), workers.stream()).toList();
    }
}
