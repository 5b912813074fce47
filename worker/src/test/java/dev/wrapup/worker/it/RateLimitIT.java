package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.Summary;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A backlog behind the platform's limit of requests. */
class RateLimitIT {

    private static final int REQUESTS_PER_MINUTE = 1_200;

    @Test
    void aBacklogUsesTheLimitForWrapUpsAndNotForQuestionsThatLeadNowhere() throws Exception {
        Scenario limited =
                Scenario.oneClient(3).eachClient(client -> client.withRequestsPerMinute(REQUESTS_PER_MINUTE));
        try (Stage stage = new Stage(limited, "[1s, 2s]", "1s")) {
            List<ClosedConversation> closed = stage.close(500);
            stage.startWorker();
            stage.produce(closed);

            assertThat(stage.genesys().truth().awaitDelivered(closed.size(), Duration.ofSeconds(80)))
                    .as("1,000 calls at 20 a second")
                    .isTrue();
            Verdict.everyClosureIsDeliveredExactlyOnce(stage, closed);
            Summary truth = stage.genesys().truth().summary();
            assertThat((double) truth.apiCalls() / truth.delivered())
                    .as("calls for a wrap-up")
                    .isLessThan(2.2);
        }
    }
}
