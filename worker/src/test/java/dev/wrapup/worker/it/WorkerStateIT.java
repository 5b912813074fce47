package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.wrapup.sandbox.genesys.Readiness;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.worker.live.WorkerState;
import dev.wrapup.worker.live.WorkerState.OrganizationState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What workers tell of themselves, read by somebody who talks to none of them. */
class WorkerStateIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Scenario SCENARIO = Scenario.clientEach(6);

    /** By so much that even a busy machine asks for most of them before. */
    private static final Scenario LATE_BUT_FOR_THE_THIRD = Scenario.oneClient(3)
            .eachOrganization(organization ->
                    organization.id().equals(Scenario.oneClient(3).organization(3))
                            ? organization
                            : organization.withReadiness(Readiness.after(Duration.ofSeconds(5))));

    @Test
    void allWorkersAreSeenTogetherEachWithWhatItOwnsAndHasDone() throws Exception {
        try (Stage stage = new Stage(SCENARIO, "[1s]", "0s")) {
            stage.produce(new ProducerRecord<>(stage.topic("workers"), "no state".getBytes(UTF_8)));
            try (WorkerProcess one = stage.startWorker();
                    WorkerProcess other = stage.startWorker()) {
                stage.produce(stage.close(60));

                await().atMost(PATIENCE).untilAsserted(() -> {
                    Collection<WorkerState> latest = latest(stage);
                    assertThat(latest).as(one.log() + other.log()).hasSize(2);
                    assertThat(latest).extracting(WorkerState::partitions).doesNotContain(List.of());
                    assertThat(latest)
                            .flatExtracting(WorkerState::partitions)
                            .containsExactlyInAnyOrderElementsOf(
                                    IntStream.range(0, 6).boxed().toList());
                    assertThat(latest).allSatisfy(WorkerStateIT::ownsWhatIsInItsPartitions);
                    assertThat(latest.stream()
                                    .flatMap(state -> state.organizations().stream())
                                    .mapToLong(organization ->
                                            organization.counts().delivered())
                                    .sum())
                            .isLessThanOrEqualTo(60)
                            .isPositive();
                });
                Map<String, List<WorkerState>> all = states(stage).stream().collect(groupingBy(WorkerState::instance));
                assertThat(all.values())
                        .hasSize(2)
                        .allSatisfy(each ->
                                assertThat(each).extracting(WorkerState::at).isSorted());
            }
        }
    }

    @Test
    void aWorkerThatIsStoppedSaysSoInTheEndAndOneThatIsKilledDoesNot() throws Exception {
        try (Stage stage = new Stage(SCENARIO, "[1s]", "0s");
                WorkerProcess stopped = stage.startWorker();
                WorkerProcess killed = stage.startWorker()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(latest(stage))
                            .hasSize(2)
                            .extracting(WorkerState::partitions)
                            .doesNotContain(List.of()));

            killed.kill();
            assertThat(stopped.stop(PATIENCE)).isZero();

            assertThat(latest(stage))
                    .extracting(
                            state -> state.stoppedAt() != null,
                            state -> state.partitions().isEmpty())
                    .containsExactlyInAnyOrder(tuple(true, true), tuple(false, false));
        }
    }

    @Test
    void whatWasLearntOfReadinessOutlivesTheWorkerInTheLedger() throws Exception {
        try (Stage stage = new Stage(LATE_BUT_FOR_THE_THIRD, "[1s, 2s, 3s, 4s, 5s]", "0s")) {
            try (WorkerProcess first = stage.startWorker()) {
                await("it asks as soon as they are closed")
                        .atMost(PATIENCE)
                        .until(() -> stage.status(first, "ready") == 200);
                stage.produce(stage.close(36));
                stage.genesys().truth().awaitDelivered(36, PATIENCE);
                assertThat(first.stop(PATIENCE)).isZero();
            }
            try (WorkerProcess next = stage.startWorker()) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(working(stage))
                                .as(next.log())
                                .extracting(
                                        OrganizationState::id,
                                        organization -> organization.readinessLagMillis() != null,
                                        organization -> organization.counts().delivered())
                                .containsExactlyInAnyOrder(
                                        tuple(idOf(1), true, 0L), tuple(idOf(2), true, 0L), tuple(idOf(3), false, 0L)));
            }
        }
    }

    private static String idOf(int organization) {
        return LATE_BUT_FOR_THE_THIRD.organization(organization).value();
    }

    /** The organizations of those who have not stopped. */
    private static List<OrganizationState> working(Stage stage) {
        return latest(stage).stream()
                .filter(state -> state.stoppedAt() == null)
                .flatMap(state -> state.organizations().stream())
                .toList();
    }

    private static List<WorkerState> states(Stage stage) {
        return stage.topics().all("workers").stream()
                .flatMap(record -> WorkerState.fromJson(record.value()).stream())
                .toList();
    }

    private static Collection<WorkerState> latest(Stage stage) {
        Map<String, WorkerState> latest = new TreeMap<>();
        states(stage).forEach(state -> latest.put(state.instance(), state));
        return latest.values();
    }

    private static void ownsWhatIsInItsPartitions(WorkerState state) {
        Partitioning partitioning = new Partitioning(6);
        assertThat(state.organizations())
                .extracting(OrganizationState::id)
                .containsExactlyInAnyOrderElementsOf(SCENARIO.organizations().stream()
                        .map(organization -> organization.id())
                        .filter(id -> state.partitions().contains(partitioning.of(id)))
                        .map(id -> id.value())
                        .toList());
    }
}
