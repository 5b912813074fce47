package dev.wrapup.sandbox.experiment;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.Fault;
import dev.wrapup.sandbox.genesys.Latency;
import dev.wrapup.sandbox.genesys.OAuthClient;
import dev.wrapup.sandbox.genesys.RemoteGenesys;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Whether organizations in trouble slow down the healthy ones of the same worker.
 *
 * @param closures of each organization, waiting when the worker starts; at least 1
 * @param rounds without the others and with them, by turns; at least 1
 * @param partitions of each topic, in one form after the other
 */
record Isolation(int closures, int rounds, List<Integer> partitions, long seed) implements Experiment {

    private static final int ORGANIZATIONS = 5;
    private static final int THROTTLED = 1;
    private static final int DOWN = 2;
    private static final int REFUSED = 3;

    private static final int THROTTLED_TO = 30;

    /** What the throttled one's client is configured for: the worker learns from 429 how much less it is. */
    private static final int BELIEVED = 300;

    private static final double HANGING_SHARE = 0.3;

    /** Longer than the worker has patience. */
    private static final Duration HANG = Duration.ofSeconds(10);

    private static final Latency LATENCY = Latency.fixed(Duration.ofMillis(20));

    Isolation {
        if (closures < 1
                || rounds < 1
                || partitions.isEmpty()
                || partitions.stream().anyMatch(each -> each < 1)) {
            throw new IllegalArgumentException(
                    "there must be at least one closure of each organization, one round and one partition");
        }
        partitions = List.copyOf(partitions);
    }

    @Override
    public Findings run(Laboratory laboratory) throws InterruptedException {
        List<IsolationLeg> legs = new ArrayList<>();
        for (int number : partitions) {
            for (int round = 1; round <= rounds; round++) {
                for (boolean withOthers : new boolean[] {false, true}) {
                    IsolationLeg leg = leg(laboratory, number, round, withOthers);
                    laboratory.say(leg.toString());
                    legs.add(leg);
                }
            }
        }
        return new IsolationFigures(this, legs).findings();
    }

    private IsolationLeg leg(Laboratory laboratory, int number, int round, boolean withOthers)
            throws InterruptedException {
        try (Stage part = laboratory.part()) {
            RemoteGenesys genesys = Laboratory.simulator(part, scenario());
            String prefix = "isolation-%d-%d-%s".formatted(number, round, withOthers ? "with" : "alone");
            String yaml = new WorkerConfiguration(asConfigured(), genesys.url()).yaml();
            Wrapup wrapup = laboratory.wrapup(part, new Laboratory.Topics(prefix, number), yaml);
            genesys.spoil(scenario().organization(DOWN), Fault.hang(HANG), HANGING_SHARE);
            genesys.spoil(scenario().organization(DOWN), Fault.status(503), 1);
            laboratory.close(genesys, prefix, closing(withOthers));

            WorkerProcess worker = Laboratory.start(part, wrapup);
            Instant started = laboratory.clock().now();
            boolean done = genesys.awaitDelivered(
                    healthy(), (long) closures * healthy().size(), limit());
            laboratory.stop(worker, done);
            IsolationLeg.Setting setting = new IsolationLeg.Setting(number, round, withOthers);
            return IsolationLeg.of(
                    setting,
                    healthy(),
                    genesys.testimony(),
                    started,
                    laboratory.clock().now());
        }
    }

    /** Organization by organization in turns, as they would come in. */
    private List<OrganizationId> closing(boolean withOthers) {
        List<OrganizationId> turn = IntStream.rangeClosed(1, ORGANIZATIONS)
                .mapToObj(scenario()::organization)
                .filter(organization -> withOthers || healthy().contains(organization))
                .toList();
        return IntStream.range(0, closures).boxed().flatMap(n -> turn.stream()).toList();
    }

    private Set<OrganizationId> healthy() {
        return Set.of(scenario().organization(4), scenario().organization(5));
    }

    private Scenario scenario() {
        return Scenario.clientEach(ORGANIZATIONS)
                .withSeed(seed)
                .eachOrganization(organization -> organization.withLatency(LATENCY))
                .eachClient(client -> isOf(THROTTLED, client) ? client.withRequestsPerMinute(THROTTLED_TO) : client);
    }

    /** What the operator believes. */
    private Scenario asConfigured() {
        return scenario()
                .eachClient(client -> isOf(REFUSED, client) ? client.withSecret("a wrong one") : client)
                .eachClient(client -> isOf(THROTTLED, client) ? client.withRequestsPerMinute(BELIEVED) : client);
    }

    private static boolean isOf(int organization, OAuthClient client) {
        return client.serves().contains(Scenario.clientEach(ORGANIZATIONS).organization(organization));
    }

    /** How long one part may take at most, slow machines included. */
    private Duration limit() {
        return Duration.ofSeconds(90).plusMillis(20L * closures);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "isolation: %,d closures of each of %d organizations, %d rounds, partitions %s. Seed %d",
                closures,
                ORGANIZATIONS,
                rounds,
                partitions,
                seed);
    }
}
