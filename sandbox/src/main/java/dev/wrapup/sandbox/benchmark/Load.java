package dev.wrapup.sandbox.benchmark;

import dev.wrapup.sandbox.genesys.Latency;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import java.time.Duration;
import java.util.Locale;

/**
 * What is measured.
 *
 * @param closures on the topic before the worker starts
 * @param organizations over which they are spread evenly
 * @param latency of each call to the API
 */
record Load(int closures, int organizations, Duration latency) {

    /** No rate limit, and everything is ready when it closes. */
    Scenario scenario() {
        return Scenario.oneClient(organizations)
                .eachOrganization(organization -> organization.withLatency(new Latency(latency, Duration.ZERO)));
    }

    String configuration(String bootstrapServers, String platformUrl) {
        return """
                kafka:
                  bootstrap.servers: %s
                topics: { partitions: 12, replicationFactor: 1 }
                %singest: { port: 0 }
                admin: { port: 0 }
                """.formatted(bootstrapServers, new WorkerConfiguration(scenario(), platformUrl).yaml());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d closures of %d organizations on their topic, %d ms for each API call, verification: always",
                closures,
                organizations,
                latency.toMillis());
    }
}
