package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.config.Config;
import dev.wrapup.config.ConfigFile;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.live.WorkerState;
import dev.wrapup.worker.live.WorkerState.OrganizationState;
import dev.wrapup.worker.live.WorkerStates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What workers tell of themselves, read by somebody who talks to none of them. */
class WorkerStatesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Scenario SCENARIO = Scenario.clientEach(6);

    @Test
    void allWorkersAreSeenTogetherEachWithWhatItOwnsAndHasDone() throws Exception {
        Instant beginning = Instant.now();
        try (Stage stage = new Stage(SCENARIO, "[1s]", "0s")) {
            Config config = ConfigFile.load(stage.wrapup().configuration(), Map.of());
            stage.produce(new ProducerRecord<>(stage.topic("workers"), "no state".getBytes(UTF_8)));
            try (WorkerProcess one = stage.startWorker();
                    WorkerProcess other = stage.startWorker();
                    WorkerStates states = new WorkerStates(new KafkaClients(config), config.topicNames())) {
                stage.produce(stage.close(60));

                await().atMost(PATIENCE).untilAsserted(() -> {
                    List<WorkerState> latest = List.copyOf(states.latest(beginning));
                    assertThat(latest).as(one.log() + other.log()).hasSize(2);
                    assertThat(latest)
                            .flatExtracting(WorkerState::partitions)
                            .containsExactlyInAnyOrderElementsOf(
                                    IntStream.range(0, 6).boxed().toList());
                    assertThat(latest).allSatisfy(WorkerStatesIT::ownsWhatIsInItsPartitions);
                    assertThat(latest.stream()
                                    .flatMap(state -> state.organizations().stream())
                                    .mapToLong(organization ->
                                            organization.counts().delivered())
                                    .sum())
                            .isLessThanOrEqualTo(60)
                            .isPositive();
                });
                List<WorkerState> all = new ArrayList<>();
                states.since(beginning, all::add);
                assertThat(all).extracting(WorkerState::at).isSorted();
                assertThat(all).hasSizeGreaterThan(2);
                assertThat(states.latest(Instant.now().plusSeconds(60))).isEmpty();
            }
        }
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
