package dev.wrapup.worker.it;

import static dev.wrapup.worker.it.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The way down the ladder: each delay in turn, never early, and what is at its end. */
class DelayTopicsIT {

    private static final List<String> DELAYS = List.of("1s", "2s", "3s", "4s");

    @Test
    void anInteractionThatNeverBecomesReadyGoesThroughEveryDelayAndEndsAsADeadLetter() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s, 2s, 3s, 4s]", "0s")) {
            ClosedConversation closed = stage.close(1).getFirst();
            stage.genesys().neverReady(closed.id());
            stage.startWorker();
            stage.produce(List.of(closed));

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(stage.topics().ledger()).hasSize(1));

            List<Instant> dues = new ArrayList<>();
            for (int step = 0; step < DELAYS.size(); step++) {
                ConsumerRecord<byte[], byte[]> delayed = only(stage.topics().all("delay." + DELAYS.get(step)));
                assertThat(delayed.value()).isEqualTo(closed.event());
                assertThat(header(delayed, "wrapup-pass")).isEqualTo(Integer.toString(step + 1));
                assertThat(header(delayed, "wrapup-reason")).isEqualTo("INTERACTION_NOT_READY");
                assertThat(header(delayed, "wrapup-origin")).startsWith(stage.topic("closures") + "-");
                dues.add(Instant.ofEpochMilli(Long.parseLong(header(delayed, "wrapup-due"))));
            }
            ConsumerRecord<byte[], byte[]> dead = only(stage.topics().all("dead-letter"));
            assertThat(dead.value()).isEqualTo(closed.event());
            assertThat(header(dead, "wrapup-pass")).isEqualTo("5");
            assertThat(header(dead, "wrapup-reason")).isEqualTo("NOT_READY_EXHAUSTED");
            assertThat(header(dead, "wrapup-due")).isNull();

            JsonNode entry = stage.topics().ledger().getFirst();
            assertThat(entry.path("outcome").asString()).isEqualTo("DEAD");
            assertThat(entry.path("reason").asString()).isEqualTo("NOT_READY_EXHAUSTED");
            assertThat(entry.path("passes").asInt()).isEqualTo(5);
            assertThat(entry.path("apiCalls").asInt()).isEqualTo(10);
            assertNoneWasEarly(stage, closed, dues);
        }
    }

    @Test
    void anInteractionThatBecomesReadyInTheThirdDelayIsDeliveredAfterIt() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s, 2s, 6s, 7s]", "0s")) {
            ClosedConversation closed = stage.close(1).getFirst();
            stage.genesys().neverReady(closed.id());
            stage.startWorker();
            stage.produce(List.of(closed));

            await("it was asked about and told in three passes")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> requests(stage, closed).size() == 6);
            stage.genesys().readyNow(closed.id());

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(stage.topics().ledger()).hasSize(1));
            JsonNode entry = stage.topics().ledger().getFirst();
            assertThat(entry.path("outcome").asString()).isEqualTo("DELIVERED");
            assertThat(entry.path("passes").asInt()).isEqualTo(4);
            assertThat(stage.topics().all("delay.6s")).hasSize(1);
            assertThat(stage.topics().all("delay.7s")).isEmpty();
            assertThat(stage.topics().all("dead-letter")).isEmpty();
            assertThat(stage.genesys().truth().summary().delivered()).isEqualTo(1);
        }
    }

    /** By the platform's own record: no pass began before its record was due. */
    private static void assertNoneWasEarly(Stage stage, ClosedConversation closed, List<Instant> dues) {
        List<Instant> asked =
                requests(stage, closed).stream().map(History.Request::at).toList();
        assertThat(asked).hasSize(2 * (dues.size() + 1));
        for (int pass = 1; pass <= dues.size(); pass++) {
            assertThat(asked.get(2 * pass))
                    .as("the first call of pass %d", pass + 1)
                    .isAfterOrEqualTo(dues.get(pass - 1));
        }
    }

    private static List<History.Request> requests(Stage stage, ClosedConversation closed) {
        return stage.genesys().truth().history(closed.id()).stream()
                .flatMap(history -> history.requests().stream())
                .toList();
    }

    private static <T> T only(List<T> records) {
        assertThat(records).hasSize(1);
        return records.getFirst();
    }
}
