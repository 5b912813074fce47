package dev.wrapup.sandbox.experiment;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.Lag;
import dev.wrapup.sandbox.genesys.Latency;
import dev.wrapup.sandbox.genesys.Readiness;
import dev.wrapup.sandbox.genesys.RemoteGenesys;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.SimulatedOrganization;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether a backlog uses the limit of requests, and does not run against it.
 *
 * @param closures of all organizations together; at least one of each
 * @param workers at most: it is measured with one, with two, up to so many
 */
record Pacing(int closures, int workers, long seed) implements Experiment {

    static final int REQUESTS_PER_MINUTE = 300;

    private static final int ORGANIZATIONS = 3;
    private static final int PARTITIONS = 12;
    private static final Readiness READINESS = new Readiness(0.15, 0, new Lag.LogNormal(Duration.ofMillis(700), 0.6));
    private static final Latency LATENCY = Latency.fixed(Duration.ofMillis(20));

    Pacing {
        if (closures < ORGANIZATIONS || workers < 1 || workers > PARTITIONS) {
            throw new IllegalArgumentException(
                    "there must be at least " + ORGANIZATIONS + " closures, and 1 to " + PARTITIONS + " workers");
        }
    }

    @Override
    public Findings run(Laboratory laboratory) throws InterruptedException {
        List<PacingLeg> legs = new ArrayList<>();
        for (int number = 1; number <= workers; number++) {
            PacingLeg leg = leg(laboratory, number);
            laboratory.say(leg.toString());
            legs.add(leg);
        }
        return new PacingFigures(this, legs).findings();
    }

    private PacingLeg leg(Laboratory laboratory, int number) throws InterruptedException {
        try (Stage part = laboratory.part()) {
            RemoteGenesys genesys = Laboratory.simulator(part, scenario());
            String prefix = "pacing-" + number;
            String yaml = new WorkerConfiguration(scenario(), genesys.url()).yaml();
            Wrapup wrapup = laboratory.wrapup(part, new Laboratory.Topics(prefix, PARTITIONS), yaml);
            laboratory.close(genesys, prefix, closing());

            List<WorkerProcess> started = new ArrayList<>();
            for (int worker = 0; worker < number; worker++) {
                started.add(Laboratory.start(part, wrapup));
            }
            boolean done = genesys.awaitDelivered(organizations(), closures, limit());
            for (WorkerProcess worker : started) {
                laboratory.stop(worker, done);
            }
            return PacingLeg.of(number, genesys.testimony());
        }
    }

    private List<OrganizationId> closing() {
        return IntStream.range(0, closures)
                .mapToObj(n -> scenario().organization(1 + n % ORGANIZATIONS))
                .toList();
    }

    private Set<OrganizationId> organizations() {
        return scenario().organizations().stream()
                .map(SimulatedOrganization::id)
                .collect(Collectors.toSet());
    }

    private Scenario scenario() {
        return Scenario.oneClient(ORGANIZATIONS)
                .withSeed(seed)
                .eachOrganization(
                        organization -> organization.withReadiness(READINESS).withLatency(LATENCY))
                .eachClient(client -> client.withRequestsPerMinute(REQUESTS_PER_MINUTE));
    }

    /** Three times what two requests for each would take. */
    private Duration limit() {
        return Duration.ofMinutes(2).plusSeconds(360L * closures / REQUESTS_PER_MINUTE);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "pacing: %,d closures of %d organizations, %d requests a minute, up to %d workers. Seed %d",
                closures,
                ORGANIZATIONS,
                REQUESTS_PER_MINUTE,
                workers,
                seed);
    }
}
