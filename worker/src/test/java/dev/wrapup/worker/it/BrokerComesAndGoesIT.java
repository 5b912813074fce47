package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Lag;
import dev.wrapup.sandbox.genesys.Latency;
import dev.wrapup.sandbox.genesys.Readiness;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.kafka.ClusterOptions;
import dev.wrapup.sandbox.kafka.KafkaCluster;
import dev.wrapup.sandbox.worker.WorkerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A broker that dies under a working worker, or stands still, and comes back. Never the last in-sync replica of anything:
 * Kafka 4.3.1 keeps no promise then (decision 0014).
 */
class BrokerComesAndGoesIT {

    private static final Scenario BUSY = Scenario.oneClient(6)
            .eachOrganization(organization -> organization
                    .withReadiness(new Readiness(0.5, 0, new Lag.LogNormal(Duration.ofSeconds(1), 0.8)))
                    .withLatency(new Latency(Duration.ofMillis(30), Duration.ofMillis(20))));

    /** Every session and every deadline of the clients runs out in that time; {@code -Doutage.seconds=600} is longer. */
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage.seconds", 25));

    /** Its own controller, which stood still as well, must not take it for dead when both go on. */
    private static final Map<String, String> STAYS_LEADER = Map.of("broker.session.timeout.ms", "3600000");

    @Test
    void theWorkerGoesOnByItselfAndNothingIsLostOrDoubled() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.start(3);
                Stage stage = new Stage(kafka, BUSY, "[1s, 2s, 3s, 4s, 5s]", "1s")) {
            WorkerProcess worker = stage.startWorker();
            List<ClosedConversation> closed = stage.close(800);
            stage.produce(closed);
            stage.genesys().truth().awaitDelivered(150, Duration.ofSeconds(30));

            kafka.node(1).kill();
            assertThat(stage.genesys().truth().summary().delivered())
                    .as("in mid-flight")
                    .isBetween(150L, 799L);
            kafka.node(1).start();
            kafka.awaitReady();

            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
            assertThat(worker.isRunning()).isTrue();
        }
    }

    @Test
    void anOutageIsToldAsItIsAndAWorkerGoesOnByItselfAfterwards() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.start(new ClusterOptions(1).with(STAYS_LEADER));
                Stage stage = new Stage(kafka, BUSY, "[1s, 2s, 3s, 4s, 5s]", "1s")) {
            WorkerProcess worker = stage.startWorker();
            WorkerProcess idle = stage.startIngest();
            for (WorkerProcess each : List.of(worker, idle)) {
                becomesReady(stage, each);
            }
            List<ClosedConversation> closed = new ArrayList<>(stage.close(400));
            stage.produce(closed);
            stage.genesys().truth().awaitDelivered(100, Duration.ofSeconds(30));

            kafka.node(1).suspend();
            byte[] event = ofNobody(stage.close(1).getFirst());
            Set<String> answers = new TreeSet<>();
            for (Instant end = Instant.now().plus(OUTAGE); Instant.now().isBefore(end); ) { // each takes its time
                answers.add(stage.post(worker, event) + ", live " + stage.status(worker, "live"));
            }
            assertThat(answers)
                    .as("the front door refuses, and the worker is not to be started anew")
                    .containsExactly("503, live 200");
            assertThat(stage.status(worker, "ready")).as("worker").isEqualTo(503);
            assertThat(stage.status(idle, "ready"))
                    .as("a front door without events")
                    .isEqualTo(503);
            assertThat(worker.log()).as("why").contains("Settling failed").contains("error=");
            kafka.node(1).resume();
            kafka.awaitReady();
            becomesReady(stage, idle);
            List<ClosedConversation> afterwards = stage.close(50);
            stage.produce(afterwards);
            closed.addAll(afterwards);

            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
            assertThat(worker.isRunning()).isTrue();
            becomesReady(stage, worker);
        }
    }

    private static void becomesReady(Stage stage, WorkerProcess process) {
        await().atMost(Duration.ofSeconds(60)).until(() -> stage.status(process, "ready") == 200);
    }

    /** Refused, and yet in the hands of a broker that stands still, which may write it later: nothing is to be sent of it. */
    private static byte[] ofNobody(ClosedConversation conversation) {
        String event = new String(conversation.event(), UTF_8);
        return event.replace(conversation.organization().value(), "00000000-0000-4000-8000-000000000000")
                .replace(conversation.id().value(), "00000000-0000-4000-8000-000000000001")
                .getBytes(UTF_8);
    }
}
