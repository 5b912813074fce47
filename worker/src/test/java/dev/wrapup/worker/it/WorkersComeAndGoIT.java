package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Lag;
import dev.wrapup.sandbox.genesys.Latency;
import dev.wrapup.sandbox.genesys.Readiness;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Workers that die, stop and join while closures flow. */
class WorkersComeAndGoIT {

    /** Half of it late, so that there is something in every stage of the way at any moment. */
    private static final Scenario BUSY = Scenario.oneClient(12)
            .eachOrganization(organization -> organization
                    .withReadiness(new Readiness(0.5, 0, new Lag.LogNormal(Duration.ofSeconds(2), 0.8)))
                    .withLatency(new Latency(Duration.ofMillis(30), Duration.ofMillis(20))));

    private static final String DELAYS = "[1s, 2s, 3s, 4s, 5s, 6s, 7s]";

    @Test
    void aWorkerThatIsKilledInMidFlightLosesAndDoublesNothing() throws Exception {
        try (Stage stage = new Stage(BUSY, DELAYS, "1s")) {
            List<ClosedConversation> closed = new ArrayList<>(stage.close(1_000));
            WorkerProcess first = stage.startWorker();
            stage.produce(closed);
            stage.genesys().truth().awaitDelivered(150, Duration.ofSeconds(30));

            first.kill();
            assertThat(stage.genesys().truth().summary().delivered())
                    .as("killed in mid-flight")
                    .isBetween(150L, 999L);
            stage.startWorker();

            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
        }
    }

    @Test
    void aWorkerThatIsToldToStopDrainsAndLeavesNothingInDoubt() throws Exception {
        try (Stage stage = new Stage(BUSY, DELAYS, "1s")) {
            List<ClosedConversation> closed = new ArrayList<>(stage.close(600));
            WorkerProcess first = stage.startWorker();
            stage.produce(closed);
            stage.genesys().truth().awaitDelivered(100, Duration.ofSeconds(30));

            assertThat(first.stop(Duration.ofSeconds(30)))
                    .as("exit code after SIGTERM")
                    .isZero();

            long deliveredByFirst = stage.genesys().truth().summary().delivered();
            await("every wrap-up it sent is in its ledger")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> stage.topics().ledgerByConversation().size() == deliveredByFirst);
            stage.startWorker();
            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
        }
    }

    @Test
    void workersShareThePartitionsAnOrganizationHasOneOwnerAndAThirdMayJoinUnderLoad() throws Exception {
        try (Stage stage = new Stage(BUSY, DELAYS, "1s")) {
            stage.startWorker();
            stage.startWorker();
            List<ClosedConversation> closed = new ArrayList<>();
            closeUntilSoManyWorkersShare(2, stage, closed);
            List<ClosedConversation> load = stage.close(800);
            stage.produce(load);
            closed.addAll(load);
            Map<String, Set<String>> workersBefore = await("both have settled some of it")
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> workersByOrganization(stage, load),
                            workers -> union(workers).size() == 2);

            stage.startWorker();
            List<ClosedConversation> more = stage.close(800);
            stage.produce(more);
            closed.addAll(more);
            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);

            assertThat(workersBefore.values())
                    .as("owners of each organization, of two workers")
                    .allSatisfy(workers -> assertThat(workers).hasSize(1));
            closeUntilSoManyWorkersShare(3, stage, closed);
        }
    }

    @Test
    void theClassicGroupProtocolServesOlderBrokersAsWell() throws Exception {
        try (Stage stage = new Stage(BUSY, DELAYS, "1s", "group.protocol: classic")) {
            WorkerProcess first = stage.startWorker();
            stage.startWorker();
            List<ClosedConversation> closed = stage.close(400);
            stage.produce(closed);
            stage.genesys().truth().awaitDelivered(100, Duration.ofSeconds(30));

            assertThat(first.stop(Duration.ofSeconds(30)))
                    .as("exit code after SIGTERM")
                    .isZero();

            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
        }
    }

    /** A worker that has started has no partitions before the group has come to rest. */
    private static void closeUntilSoManyWorkersShare(int count, Stage stage, List<ClosedConversation> closed) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            List<ClosedConversation> few = stage.close(60);
            Stage.ids(few).forEach(stage.genesys()::readyNow);
            stage.produce(few);
            closed.addAll(few);
            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
            assertThat(workersOf(stage, few)).as("workers that have partitions").hasSize(count);
        });
    }

    /** Of those of these closures that the ledger has. */
    private static Map<String, Set<String>> workersByOrganization(Stage stage, List<ClosedConversation> closed) {
        Map<String, List<JsonNode>> ledger = stage.topics().ledgerByConversation();
        Map<String, Set<String>> workers = new HashMap<>();
        for (ClosedConversation each : closed) {
            for (JsonNode entry : ledger.getOrDefault(each.id().value(), List.of())) {
                workers.computeIfAbsent(each.organization().value(), id -> new HashSet<>())
                        .add(entry.path("worker").asString());
            }
        }
        return workers;
    }

    private static Set<String> union(Map<String, Set<String>> sets) {
        Set<String> all = new HashSet<>();
        sets.values().forEach(all::addAll);
        return all;
    }

    private static Set<String> workersOf(Stage stage, List<ClosedConversation> closed) {
        Map<String, List<JsonNode>> ledger = stage.topics().ledgerByConversation();
        Set<String> workers = new HashSet<>();
        closed.forEach(each -> ledger.get(each.id().value())
                .forEach(entry -> workers.add(entry.path("worker").asString())));
        return workers;
    }
}
