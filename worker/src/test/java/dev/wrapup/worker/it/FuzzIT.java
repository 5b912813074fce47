package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.Summary;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.worker.fuzz.Fuzzer;
import dev.wrapup.worker.fuzz.Material;
import dev.wrapup.worker.fuzz.Oracle;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of hostile records on every topic, while healthy closures flow. {@code -Dfuzz.records} says how many each
 * topic gets, {@code -Dfuzz.megabytes} how many of these are of a megabyte, {@code -Dfuzz.seed} repeats a run.
 */
@Tag("alone")
class FuzzIT {

    private static final int RECORDS = Integer.getInteger("fuzz.records", 10_000);
    private static final int MEGABYTES = Integer.getInteger("fuzz.megabytes", 20);
    private static final long SEED = Long.getLong("fuzz.seed", new Random().nextLong());

    private static final List<String> TOPICS = List.of("closures", "delay.1s", "delay.2s", "dead-letter", "ledger");

    /** Fuzz comes in this many equal portions, one each {@link #TICK}, and healthy closures with each. */
    private static final int PORTIONS = 200;

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int HEALTHY_EACH = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void everyHostileRecordHasItsEndAndHealthyClosuresFlowOnMeanwhile() throws Exception {
        System.err.println("seed of the fuzz: " + SEED);
        try (Stage stage = new Stage(Scenario.oneClient(4), "[1s, 2s]", "0s")) {
            List<WorkerProcess> workers = List.of(stage.startWorker(), stage.startWorker());
            Material material = new Material(close(stage, 300, 1, 2));
            Oracle oracle = new Oracle(organizations(stage), material);
            try (FuzzedTopics fuzzed = new FuzzedTopics(stage, new Fuzzer(SEED, material), oracle)) {
                List<ClosedConversation> healthy = pour(stage, fuzzed);
                fuzzed.written();
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThat(fuzzed.ledger().size()).isGreaterThanOrEqualTo(fuzzed.ends()));

                System.err.println(fuzzed);
                fuzzed.judgeLedger();
                fuzzed.judgeDeadLetters();
                judgeHealthy(stage, healthy);
            }
            assertThat(workers).allSatisfy(worker -> assertThat(health(worker)).isEqualTo(200));
            assertThat(stage.logs())
                    .doesNotContain("The loop died")
                    .doesNotContain("The worker failed on a record")
                    .doesNotContain("OutOfMemoryError");
        }
    }

    private static Set<String> organizations(Stage stage) {
        return stage.genesys().scenario().organizations().stream()
                .map(organization -> organization.id().value())
                .collect(Collectors.toSet());
    }

    /** Writes the fuzz at a steady rate, and closes healthy conversations of the other two organizations meanwhile. */
    private static List<ClosedConversation> pour(Stage stage, FuzzedTopics fuzzed) throws Exception {
        List<ClosedConversation> healthy = new ArrayList<>();
        CountDownLatch portions = new CountDownLatch(PORTIONS);
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var pouring = clock.scheduleAtFixedRate(
                    () -> {
                        int done = PORTIONS - (int) portions.getCount();
                        for (String topic : TOPICS) {
                            fuzzed.write(topic, share(RECORDS, done), share(MEGABYTES, done));
                        }
                        List<ClosedConversation> closed = close(stage, HEALTHY_EACH, 3, 4);
                        fuzzed.writeHealthy(closed);
                        healthy.addAll(closed);
                        portions.countDown();
                    },
                    0,
                    TICK.toMillis(),
                    TimeUnit.MILLISECONDS);
            while (!portions.await(1, TimeUnit.SECONDS) && !pouring.isDone()) {
                // it goes on
            }
            pouring.cancel(false);
            assertThat(pouring.isCancelled())
                    .as("it was not a failure that ended it")
                    .isTrue();
        }
        return healthy;
    }

    /** The n-th of so many equal portions. */
    private static int share(int all, int n) {
        return (int) ((long) all * (n + 1) / PORTIONS - (long) all * n / PORTIONS);
    }

    private static List<ClosedConversation> close(Stage stage, int conversations, int... organizations) {
        List<ClosedConversation> closed = new ArrayList<>();
        for (int n = 0; n < conversations; n++) {
            OrganizationId organization =
                    stage.genesys().scenario().organization(organizations[n % organizations.length]);
            closed.add(stage.genesys().closeConversation(organization));
        }
        return closed;
    }

    private static void judgeHealthy(Stage stage, List<ClosedConversation> healthy) {
        assertThat(stage.genesys().truth().summary().duplicateWrapUps()).isZero();
        for (int n : new int[] {3, 4}) {
            Summary truth =
                    stage.genesys().truth().summary(stage.genesys().scenario().organization(n));
            assertThat(truth.delivered()).isEqualTo(healthy.size() / 2);
            System.err.printf(
                    "healthy organization %d: ready to delivered p50 %d ms, p99 %d ms, longest %d ms%n",
                    n,
                    truth.readyToDelivered(0.5).toMillis(),
                    truth.readyToDelivered(0.99).toMillis(),
                    truth.readyToDelivered(1).toMillis());
        }
    }

    private static int health(WorkerProcess worker) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(worker.healthUrl() + "/live"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
