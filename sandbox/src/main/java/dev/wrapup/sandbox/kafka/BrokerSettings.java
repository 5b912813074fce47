package dev.wrapup.sandbox.kafka;

import java.util.HashMap;
import java.util.Map;

/** The broker properties that every broker of the sandbox has, whoever makes it. */
final class BrokerSettings {

    private BrokerSettings() {}

    /**
     * The sandbox's properties, for quick starts and quick reactions: what takes a production broker a minute to
     * notice, a test should see in seconds.
     *
     * @param overrides go before the sandbox's own
     */
    static Map<String, String> of(int nodes, Map<String, String> overrides) {
        Map<String, String> settings = new HashMap<>();
        topics(settings, nodes);
        groups(settings);
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("broker.session.timeout.ms", "3000"); // how long a node that was killed counts as alive
        settings.putAll(overrides);
        return settings;
    }

    private static void topics(Map<String, String> settings, int nodes) {
        String replicas = Integer.toString(nodes);
        String inSync = nodes == 1 ? "1" : "2";
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", replicas);
        settings.put("min.insync.replicas", inSync);
        settings.put("offsets.topic.replication.factor", replicas);
        settings.put("offsets.topic.num.partitions", "8");
        settings.put("transaction.state.log.replication.factor", replicas);
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("transaction.state.log.num.partitions", "8");
        // How often the broker looks for transactions to abort; 10 s in production.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        settings.put("message.max.bytes", "2097152");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304"); // taken from the heap at once; 128 MB by default
    }

    private static void groups(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.session.timeout.ms", "6000");
        settings.put("group.consumer.session.timeout.ms", "6000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "500");
        settings.put("group.consumer.heartbeat.interval.ms", "500");
    }
}
