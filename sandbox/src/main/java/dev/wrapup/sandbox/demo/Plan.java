package dev.wrapup.sandbox.demo;

import dev.wrapup.sandbox.genesys.Lag;
import dev.wrapup.sandbox.genesys.Latency;
import dev.wrapup.sandbox.genesys.Readiness;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.Traffic;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import java.time.Duration;
import java.util.Locale;

/**
 * What the demo plays. The same plan gives the same conversations with the same fates in every run.
 *
 * @param events conversations that close, at least 1
 * @param organizations of one OAuth client, at least 1
 * @param notReady share that is not ready at its closure, 0 to 1 − {@value #NEVER_READY}
 */
record Plan(int events, int organizations, double notReady, long seed) {

    /** Few enough to be looked at one by one, many enough that every run shows dead letters. */
    static final double NEVER_READY = 0.003;

    static final String API_KEY = "the-demo-key";

    /** Mostly within a pass's budget, some only after the second or third delay. */
    private static final Lag LAG = new Lag.LogNormal(Duration.ofMillis(1_200), 0.8);

    private static final Latency LATENCY = new Latency(Duration.ofMillis(5), Duration.ofMillis(5));

    /** EventBridge's bad habits: some events twice, some late and so out of order, some that close nothing. */
    private static final Traffic TRAFFIC = new Traffic(0.02, 0.05, Duration.ofSeconds(2), 0.2, 64);

    Plan {
        if (events < 1 || organizations < 1) {
            throw new IllegalArgumentException("there must be at least one event of one organization");
        }
        if (!(notReady >= 0 && notReady <= 1 - NEVER_READY)) {
            throw new IllegalArgumentException("the share not ready must be from 0 to " + (1 - NEVER_READY));
        }
    }

    Scenario scenario() {
        Readiness readiness = new Readiness(notReady, NEVER_READY, LAG);
        return Scenario.oneClient(organizations)
                .withSeed(seed)
                .eachOrganization(
                        organization -> organization.withReadiness(readiness).withLatency(LATENCY));
    }

    Traffic traffic() {
        return TRAFFIC;
    }

    /** The delays are short, so that even what is never ready comes to its end while somebody watches. */
    String configuration(String bootstrapServers, String platformUrl, String adminToken) {
        return """
                kafka:
                  bootstrap.servers: %s
                topics: { partitions: 12, replicationFactor: 1 }
                %sreadiness: { budget: 1s }
                retry: { delays: [1s, 2s, 3s, 6s], maxAge: 1h }
                ingest: { port: 0, apiKey: %s }
                admin: { port: 0, token: %s }
                """.formatted(
                        bootstrapServers, new WorkerConfiguration(scenario(), platformUrl).yaml(), API_KEY, adminToken);
    }

    /** How long all of it may take at most, slow machines included. */
    Duration limit() {
        return Duration.ofSeconds(90).plusMillis(20L * events);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d closures of %d organizations, %.1f %% not ready at once and %.1f %% never. Seed %d",
                events,
                organizations,
                100 * notReady,
                100 * NEVER_READY,
                seed);
    }
}
