package dev.wrapup.sandbox.genesys;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The scenario on the command line: every organization alike, or read from a file. */
final class ScenarioOptions {

    @Option(names = "--scenario", description = "A scenario as JSON; it leaves nothing to the options that follow.")
    private @Nullable Path file;

    @Option(names = "--orgs", defaultValue = "3", description = "How many organizations.")
    private int organizations;

    @Option(names = "--client-each", description = "An OAuth client for each organization, not one for all.")
    private boolean clientEach;

    @Option(names = "--requests-per-minute", defaultValue = "300", description = "Of each OAuth client; 0: no limit.")
    private int requestsPerMinute;

    @Option(names = "--rate", defaultValue = "1", description = "Closures a second in each organization.")
    private double rate;

    @Option(names = "--not-ready", defaultValue = "0.15", description = "Share that is not ready when it closes.")
    private double notReady;

    @Option(names = "--never-ready", defaultValue = "0", description = "Share that never becomes ready.")
    private double neverReady;

    @Option(names = "--lag", defaultValue = "3s", description = "The median of the readiness lag.")
    private Duration lag = Duration.ZERO;

    @Option(names = "--lag-sigma", defaultValue = "0.8", description = "Its spread (log-normal); 0: always the median.")
    private double lagSigma;

    @Option(names = "--latency", defaultValue = "20ms", description = "What each API request takes.")
    private Duration latency = Duration.ZERO;

    @Option(names = "--latency-tail", defaultValue = "0ms", description = "The mean of an addition to it.")
    private Duration latencyTail = Duration.ZERO;

    @Option(names = "--seed", defaultValue = "1", description = "Of all randomness.")
    private long seed;

    Scenario scenario() {
        return file == null ? alike() : Remote.JSON.readValue(file, Scenario.class);
    }

    private Scenario alike() {
        Readiness readiness = new Readiness(notReady, neverReady, new Lag.LogNormal(lag, lagSigma));
        Scenario wellKnown = clientEach ? Scenario.clientEach(organizations) : Scenario.oneClient(organizations);
        return wellKnown
                .withSeed(seed)
                .eachClient(client -> client.withRequestsPerMinute(requestsPerMinute))
                .eachOrganization(organization -> organization
                        .withClosuresPerSecond(rate)
                        .withReadiness(readiness)
                        .withLatency(new Latency(latency, latencyTail)));
    }
}
