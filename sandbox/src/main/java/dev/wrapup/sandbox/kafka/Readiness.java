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
import org.apache.kafka.common.Node;

/** Asks nodes whether they are ready until they are. */
final class Readiness {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

    private Readiness() {}

    /**
     * Waits until each node answers and knows all the others.
     *
     * @throws IllegalStateException when one ended or the limit has passed
     */
    static void await(List<BrokerProcess> nodes) throws InterruptedException {
        FutureTask<?> questions = new FutureTask<>(() -> {
            askUntilReady(nodes);
            return true;
        });
        Thread.ofVirtual().name("kafka-readiness").start(questions);
        try {
            questions.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw new IllegalStateException(cause.getMessage(), cause);
        } catch (TimeoutException e) {
            String logs = nodes.stream().map(BrokerProcess::logEnd).collect(Collectors.joining());
            throw new IllegalStateException("Kafka was not ready within " + LIMIT.toSeconds() + " s" + logs, e);
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

    private static Set<Integer> known(Admin admin) throws InterruptedException, ExecutionException {
        return admin.describeCluster().nodes().get().stream().map(Node::id).collect(Collectors.toSet());
    }
}
