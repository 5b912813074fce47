package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.sandbox.eventbridge.ApiDestination;
import dev.wrapup.sandbox.eventbridge.Destination;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Emitter;
import dev.wrapup.sandbox.genesys.Lag;
import dev.wrapup.sandbox.genesys.Latency;
import dev.wrapup.sandbox.genesys.Readiness;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.Summary;
import dev.wrapup.sandbox.genesys.Traffic;
import dev.wrapup.sandbox.genesys.Truth;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.time.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A new release: one worker after the other is told to stop and started anew, while closures flow. */
@Tag("alone")
class RollingRestartIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int WORKERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** 15 % are not ready at once, as users report; each polls for as long as a pass may. */
    private static final Scenario BUSY = Scenario.oneClient(12)
            .eachOrganization(organization -> organization
                    .withClosuresPerSecond(4)
                    .withReadiness(new Readiness(0.15, 0, new Lag.LogNormal(Duration.ofSeconds(2), 0.8)))
                    .withLatency(new Latency(Duration.ofMillis(30), Duration.ofMillis(20))));

    @Test
    void doublesNothingLeavesNothingInDoubtAndKeepsNobodyWaiting() throws Exception {
        SystemClock clock = new SystemClock();
        try (Stage stage = new Stage(BUSY, "[1s, 2s, 3s, 4s, 5s, 6s, 7s]", "5s")) {
            List<WorkerProcess> workers = new ArrayList<>();
            for (int n = 0; n < WORKERS; n++) {
                workers.add(stage.startWorker());
            }
            WorkerProcess frontDoor = stage.startIngest("-Xmx256m");
            ApiDestination destination =
                    new ApiDestination(Destination.of(frontDoor.eventsUrl(), Stage.API_KEY), clock);
            Emitter emitter = new Emitter(stage.genesys(), destination, Traffic.ORDERLY, clock);
            try {
                emitter.start();
                await("all of them have work")
                        .atMost(PATIENCE)
                        .until(() -> workersSince(Instant.EPOCH, stage).size() == WORKERS);

                for (WorkerProcess worker : workers) {
                    assertThat(worker.stop(PATIENCE)).as(worker.log()).isZero();
                    stage.startWorker();
                    Instant started = clock.now();
                    await("three share the work again")
                            .atMost(PATIENCE)
                            .until(() -> workersSince(started, stage).size() == WORKERS);
                }
                emitter.finish();
            } finally {
                emitter.stop();
                destination.stop();
            }

            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed(stage));
            Summary truth = stage.genesys().truth().summary();
            System.err.printf(
                    "%d closures; ready to delivered: median %d ms, 97 %% within %d ms, 99 %% within %d ms%n",
                    truth.closures(),
                    truth.readyToDelivered(0.5).toMillis(),
                    truth.readyToDelivered(0.97).toMillis(),
                    truth.readyToDelivered(0.99).toMillis());
            assertThat(truth.readyToDelivered(0.97)).isLessThan(Duration.ofSeconds(5));
            assertThat(stage.topics().ledger())
                    .extracting(entry -> entry.path("reason").asString())
                    .as("what a stopped worker had sent, and its successor found")
                    .doesNotContain("ALREADY_APPLIED");
        }
    }

    /** Who has written entries since then. */
    private static Set<String> workersSince(Instant since, Stage stage) {
        return stage.topics().all("ledger").stream()
                .filter(record -> record.timestamp() >= since.toEpochMilli())
                .map(record -> JSON.readTree(record.value()).path("worker").asString())
                .collect(Collectors.toSet());
    }

    private static List<ClosedConversation> closed(Stage stage) {
        Truth truth = stage.genesys().truth();
        return truth.conversations().stream()
                .map(id -> truth.history(id).orElseThrow())
                .map(history ->
                        new ClosedConversation(history.organization(), history.conversation(), history.closedAt()))
                .toList();
    }
}
