package dev.wrapup.sandbox.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link KafkaCluster} is started with.
 *
 * @param nodes 1, or 3 for a cluster that survives the loss of one
 * @param jvm options of each node's Java, instead of the {@link #QUICK_START} ones
 * @param settings broker properties that go before the sandbox's own
 * @param keys for a second listener, with TLS, SASL/SCRAM-SHA-512 and ACLs; null for none, and a broker that everybody
 *     may use
 */
public record ClusterOptions(
        int nodes,
        List<String> jvm,
        Map<String, String> settings,
        @Nullable ServerKeys keys) {

    /**
     * For a node that starts in half the time and stays small. Its code is compiled quickly, not well: who measures
     * throughput wants other options.
     */
    public static final List<String> QUICK_START = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Checks the number of nodes. */
    public ClusterOptions {
        if (nodes != 1 && nodes != 3) {
            throw new IllegalArgumentException("a cluster has 1 or 3 nodes, not " + nodes);
        }
        jvm = List.copyOf(jvm);
        settings = Map.copyOf(settings);
    }

    /** Nodes with the sandbox's settings that start quickly. */
    public ClusterOptions(int nodes) {
        this(nodes, QUICK_START, Map.of(), null);
    }

    /** The same with other options for each node's Java. */
    public ClusterOptions withJvm(String... options) {
        return new ClusterOptions(nodes, List.of(options), settings, keys);
    }

    /** The same with more broker properties. */
    public ClusterOptions with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return new ClusterOptions(nodes, jvm, all, keys);
    }

    /** The same, secured with these keys: see {@link KafkaCluster#securedServers}. */
    public ClusterOptions securedWith(ServerKeys serverKeys) {
        return new ClusterOptions(nodes, jvm, settings, serverKeys);
    }
}
