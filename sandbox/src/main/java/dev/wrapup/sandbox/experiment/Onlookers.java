package dev.wrapup.sandbox.experiment;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.Latency;
import dev.wrapup.sandbox.genesys.Readiness;
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
 * What it costs a worker to be looked at.
 *
 * @param closures waiting when a worker starts; at least 10
 * @param rounds unwatched and watched, by turns; at least 1
 */
record Onlookers(int closures, int rounds, long seed) implements Experiment {

    private static final int ORGANIZATIONS = 3;
    private static final int PARTITIONS = 12;
    private static final int IN_FLIGHT = 200;
    private static final Latency LATENCY = Latency.fixed(Duration.ofMillis(20));

    Onlookers {
        if (closures < 10 || rounds < 1) {
            throw new IllegalArgumentException("there must be at least ten closures and one round");
        }
    }

    /** Whoever is first has the machine as the last round left it: so they take turns in that as well. */
    @Override
    public Findings run(Laboratory laboratory) throws InterruptedException {
        List<OnlookersLeg> legs = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            boolean watchedFirst = round % 2 == 0;
            for (boolean watched : new boolean[] {watchedFirst, !watchedFirst}) {
                OnlookersLeg leg = leg(laboratory, round, watched);
                laboratory.say(leg.toString());
                legs.add(leg);
            }
        }
        return new OnlookersFigures(this, legs).findings();
    }

    private OnlookersLeg leg(Laboratory laboratory, int round, boolean watched) throws InterruptedException {
        try (Stage part = laboratory.part()) {
            RemoteGenesys genesys = Laboratory.simulator(part, scenario());
            String prefix = "onlookers-%d-%s".formatted(round, watched ? "watched" : "alone");
            String yaml = new WorkerConfiguration(scenario(), genesys.url())
                    .withEach("maxInFlight", IN_FLIGHT)
                    .yaml();
            Wrapup wrapup = laboratory.wrapup(part, new Laboratory.Topics(prefix, PARTITIONS), yaml);
            List<OrganizationId> closing = IntStream.range(0, closures)
                    .mapToObj(n -> scenario().organization(1 + n % ORGANIZATIONS))
                    .toList();
            laboratory.close(genesys, prefix, closing);

            Instant started = laboratory.clock().now();
            WorkerProcess worker = Laboratory.start(part, wrapup);
            Audience audience = new Audience(worker.healthUrl(), Laboratory.TOKEN);
            if (watched) {
                part.add(audience::begin, Audience::close);
            }
            boolean done = genesys.awaitDelivered(Set.copyOf(closing), closures, limit());
            Duration computing = ProcessHandle.of(worker.pid())
                    .flatMap(process -> process.info().totalCpuDuration())
                    .orElse(Duration.ZERO);
            audience.close();
            Duration taken = Duration.between(started, laboratory.clock().now());
            laboratory.stop(worker, done);
            return OnlookersLeg.of(
                    new OnlookersLeg.Setting(round, watched), genesys.testimony(), taken, computing, audience.counts());
        }
    }

    private Scenario scenario() {
        return Scenario.oneClient(ORGANIZATIONS)
                .withSeed(seed)
                .eachOrganization(organization ->
                        organization.withReadiness(Readiness.AT_ONCE).withLatency(LATENCY));
    }

    /** How long one part may take at most, slow machines included. */
    private Duration limit() {
        return Duration.ofSeconds(90).plusMillis(20L * closures);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "onlookers: %,d closures, %d rounds unwatched and watched. Seed %d",
                closures,
                rounds,
                seed);
    }
}
