package dev.wrapup.sandbox.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.Node;

/** Asks nodes whether they are ready until they are. */
final class Readiness {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LONGEST_CATCHING_UP = Duration.ofMinutes(3);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

    private Readiness() {}

    /**
     * Waits until each node answers and knows all the others.
     *
     * @throws IllegalStateException when one ended or the limit has passed
     */
    static void await(List<BrokerProcess> nodes) throws InterruptedException {
        within(LIMIT, "ready", nodes, () -> askUntilReady(nodes));
    }

    /**
     * Waits until every replica of every topic is in sync.
     *
     * @throws IllegalStateException when one ended or the limit has passed
     */
    static void awaitInSync(List<BrokerProcess> nodes) throws InterruptedException {
        within(LONGEST_CATCHING_UP, "in sync", nodes, () -> {
            askUntilReady(nodes);
            try (Admin admin = admin(nodes.getFirst())) {
                while (!isInSync(admin)) {
                    nodes.getFirst().stayUpFor(BETWEEN_QUESTIONS);
                }
            }
        });
    }

    @FunctionalInterface
    private interface Questions {
        void ask() throws InterruptedException, ExecutionException;
    }

    private static void within(Duration limit, String what, List<BrokerProcess> nodes, Questions asked)
            throws InterruptedException {
        FutureTask<?> questions = new FutureTask<>(() -> {
            asked.ask();
            return true;
        });
        Thread.ofVirtual().name("kafka-readiness").start(questions);
        try {
            questions.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw new IllegalStateException(cause.getMessage(), cause);
        } catch (TimeoutException e) {
            String logs = nodes.stream().map(BrokerProcess::logEnd).collect(Collectors.joining());
            throw new IllegalStateException("Kafka was not " + what + " within " + limit.toSeconds() + " s" + logs, e);
        } finally {
            questions.cancel(true);
        }
    }

    /** The ports come first: an admin client that finds nobody there fills the log with its complaints. */
    private static void askUntilReady(List<BrokerProcess> nodes) throws InterruptedException, ExecutionException {
        for (BrokerProcess node : nodes) {
            while (!node.address().accepts()) {
                node.stayUpFor(BETWEEN_QUESTIONS);
            }
        }
        Set<Integer> expected = nodes.stream().map(BrokerProcess::id).collect(Collectors.toSet());
        for (BrokerProcess node : nodes) {
            try (Admin admin = admin(node)) {
                while (!known(admin).containsAll(expected)) {
                    node.stayUpFor(BETWEEN_QUESTIONS);
                }
            }
        }
    }

    private static Admin admin(BrokerProcess node) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, node.address().broker()));
    }

    private static boolean isInSync(Admin admin) throws InterruptedException, ExecutionException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition ->
                        partition.isr().size() == partition.replicas().size());
    }

    private static Set<Integer> known(Admin admin) throws InterruptedException, ExecutionException {
        return admin.describeCluster().nodes().get().stream().map(Node::id).collect(Collectors.toSet());
    }
}
