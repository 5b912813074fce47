package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.Summary;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A backlog behind the platform's limit of requests. */
class RateLimitIT {

    private static final int REQUESTS_PER_MINUTE = 2_400;

    @Test
    void aBacklogUsesTheLimitForWrapUpsAndNotForQuestionsThatLeadNowhere() throws Exception {
        Scenario limited = Scenario.oneClient(3).eachClient(client -> client.withRequestsPerMinute(300));
        try (Stage stage = new Stage(limited, "[1s, 2s]", "1s")) {
            List<ClosedConversation> closed = stage.close(170);
            stage.startWorker();
            stage.produce(closed);

            assertThat(stage.genesys().truth().awaitDelivered(closed.size(), Duration.ofSeconds(100)))
                    .as("340 calls at 5 a second: past the end of the platform's window")
                    .isTrue();
            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
            Summary truth = stage.genesys().truth().summary();
            assertThat((double) truth.apiCalls() / truth.delivered())
                    .as("calls for a wrap-up")
                    .isLessThan(2.2);
        }
    }

    @Test
    void anOrganizationWithABacklogDoesNotKeepAnotherOfTheSameCredentialsWaiting() throws Exception {
        Scenario limited =
                Scenario.oneClient(2).eachClient(client -> client.withRequestsPerMinute(REQUESTS_PER_MINUTE));
        OrganizationId backlogged = limited.organization(1);
        OrganizationId other = limited.organization(2);
        try (Stage stage = new Stage(limited, "[1s, 2s, 5s]", "1s")) {
            List<ClosedConversation> backlog = closed(stage, backlogged, 2_000);
            stage.produce(backlog);
            stage.startWorker();
            stage.genesys().truth().awaitDelivered(20, Duration.ofSeconds(30));

            List<ClosedConversation> few = closed(stage, other, 3);
            stage.produce(few);

            await().atMost(Duration.ofSeconds(20)) // a full lane of the other goes first: 64 calls at 40 a second
                    .until(() -> stage.genesys().truth().summary(other).delivered() == few.size());
            assertThat(stage.genesys().truth().summary(backlogged).delivered())
                    .as("the backlog goes on meanwhile, and is far from its end")
                    .isBetween(21L, 1_000L);
        }
    }

    @Test
    void aBacklogIsNotWrittenAgainAndAgainWhileItWaits() throws Exception {
        Scenario limited = Scenario.oneClient(1).eachClient(client -> client.withRequestsPerMinute(240));
        try (Stage stage = new Stage(limited, "[1s, 2s, 5s]", "1s")) {
            List<ClosedConversation> backlog = closed(stage, limited.organization(1), 1_000);
            stage.produce(backlog);
            long started = System.nanoTime();
            stage.startWorker();

            assertThat(stage.genesys().truth().awaitDelivered(20, Duration.ofSeconds(90)))
                    .isTrue();

            long hops = Stream.of("delay.1s", "delay.2s", "delay.5s")
                    .mapToLong(topic -> stage.topics().all(topic).size())
                    .sum();
            long rounds = 2 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started) / 10;
            assertThat(hops).as("one each for every 10 s that it waited").isLessThan(rounds * backlog.size());
        }
    }

    private static List<ClosedConversation> closed(Stage stage, OrganizationId organization, int conversations) {
        return Stream.generate(() -> stage.genesys().closeConversation(organization))
                .limit(conversations)
                .toList();
    }
}
