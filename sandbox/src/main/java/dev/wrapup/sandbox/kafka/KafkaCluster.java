package dev.wrapup.sandbox.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka of one or three child processes, each of which can be killed and started again. None outlives this Java,
 * not even where it is killed itself.
 */
public final class KafkaCluster implements KafkaBroker {

    private final List<BrokerProcess> nodes;
    private final Thread discardAtExit = new Thread(this::discard, "discard-kafka");

    private KafkaCluster(List<BrokerProcess> nodes) {
        this.nodes = nodes;
    }

    /** A fresh cluster of 1 or 3 nodes that takes requests. */
    public static KafkaCluster start(int nodes) throws InterruptedException {
        return start(new ClusterOptions(nodes));
    }

    /**
     * A fresh cluster that takes requests.
     *
     * @throws IllegalStateException when a node ended or did not answer within 60 s; the message quotes its log
     */
    public static KafkaCluster start(ClusterOptions options) throws InterruptedException {
        KafkaCluster cluster = new KafkaCluster(nodes(options));
        Runtime.getRuntime().addShutdownHook(cluster.discardAtExit);
        try {
            cluster.nodes.forEach(BrokerProcess::start);
            cluster.awaitReady();
            return cluster;
        } catch (InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * One of the nodes.
     *
     * @param id as Kafka names it, from 1
     */
    public BrokerProcess node(int id) {
        return nodes.get(id - 1);
    }

    /** All of them, in the order of their ids. */
    public List<BrokerProcess> nodes() {
        return nodes;
    }

    /**
     * Waits until every node that was not stopped or killed answers and is part of the cluster.
     *
     * @throws IllegalStateException when one ended or did not answer within 60 s; the message quotes its log
     */
    public void awaitReady() throws InterruptedException {
        Readiness.await(nodes.stream().filter(BrokerProcess::isStarted).toList());
    }

    /**
     * Waits until every replica of every topic is in sync on nodes that are all up.
     *
     * @throws IllegalStateException when a node ended or that takes longer than 3 minutes; the message quotes its log
     */
    public void awaitInSync() throws InterruptedException {
        Readiness.awaitInSync(nodes);
    }

    /** The brokers' own listener, on which everybody is the super user. */
    @Override
    public String bootstrapServers() {
        return nodes.stream().map(node -> node.address().broker()).collect(Collectors.joining(","));
    }

    /**
     * The listener with TLS, SASL/SCRAM-SHA-512 and ACLs; of a cluster that was started with keys. Users and ACLs are
     * made by an admin client at {@link #bootstrapServers}.
     */
    public String securedServers() {
        return nodes.stream().map(node -> node.address().secured()).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(discardAtExit);
        } catch (IllegalStateException e) {
            // this Java ends just now, and the hook runs already
        }
        discard();
    }

    private void discard() {
        nodes.forEach(BrokerProcess::kill);
        nodes.forEach(BrokerProcess::deleteData);
    }

    private static List<BrokerProcess> nodes(ClusterOptions options) {
        List<NodeAddress> addresses = NodeAddress.free(options.nodes());
        String voters = addresses.stream().map(NodeAddress::voter).collect(Collectors.joining(","));
        String clusterId = Uuid.randomUuid().toString();
        return addresses.stream()
                .map(address ->
                        new BrokerProcess(address, settings(address, voters, options), options.jvm(), clusterId))
                .toList();
    }

    private static Map<String, String> settings(NodeAddress address, String voters, ClusterOptions options) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(address.id()));
        settings.put("controller.quorum.voters", voters);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "BROKER");
        String protocols = "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT";
        String listeners = "BROKER://" + address.broker() + ",CONTROLLER://" + address.controller();
        ServerKeys keys = options.keys();
        if (keys != null) {
            protocols += "," + SecuredListener.protocol();
            listeners += "," + SecuredListener.listener(address);
            settings.putAll(SecuredListener.settings(keys));
        }
        settings.put("listener.security.protocol.map", protocols);
        settings.put("listeners", listeners);
        settings.putAll(BrokerSettings.of(options.nodes(), options.settings()));
        return settings;
    }
}
