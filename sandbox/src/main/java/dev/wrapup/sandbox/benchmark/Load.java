package dev.wrapup.sandbox.benchmark;

import dev.wrapup.sandbox.genesys.Latency;
import dev.wrapup.sandbox.genesys.Readiness;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import java.time.Duration;
import java.util.Locale;

/**
 * What the worker has to do: a backlog, all of it ready, no rate limit, and an API that takes its time.
 *
 * @param closures whose delivery is measured, at least 1; half as many more follow them, to look at the heap
 * @param organizations of one OAuth client, at least 1
 * @param latency of each API request
 * @param inFlight each organization's {@code maxInFlight}
 */
record Load(int closures, int organizations, Duration latency, int inFlight, long seed) {

    Load {
        if (closures < 1 || organizations < 1) {
            throw new IllegalArgumentException("there must be at least one closure of one organization");
        }
    }

    /** Half as many again: full collections are asked for while these are delivered, and nothing is measured. */
    int more() {
        return closures / 2;
    }

    Scenario scenario() {
        return Scenario.oneClient(organizations)
                .withSeed(seed)
                .eachOrganization(organization ->
                        organization.withReadiness(Readiness.AT_ONCE).withLatency(Latency.fixed(latency)));
    }

    /** Everything as it is by default, each wrap-up verified before, but for what would hold the worker back. */
    String configuration(String bootstrapServers, String platformUrl) {
        return """
                kafka:
                  bootstrap.servers: %s
                topics: { partitions: 12, replicationFactor: 1 }
                %sverification: always
                admin: { port: 0 }
                """.formatted(
                        bootstrapServers,
                        new WorkerConfiguration(scenario(), platformUrl)
                                .withEach("maxInFlight", inFlight)
                                .yaml());
    }

    /** How long all of it may take at most, slow machines included. */
    Duration limit() {
        return Duration.ofSeconds(60).plusMillis(20L * closures);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d closures, and %,d more to look at the heap, of %d organizations, %d in flight of each, API latency"
                        + " %d ms. Seed %d",
                closures,
                more(),
                organizations,
                inFlight,
                latency.toMillis(),
                seed);
    }
}
