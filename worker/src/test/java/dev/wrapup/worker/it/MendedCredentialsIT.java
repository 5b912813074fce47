package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Fault;
import dev.wrapup.sandbox.genesys.OAuthClient;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Credentials that are refused hold their organization's work, and nobody else's, until they are mended. */
class MendedCredentialsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Scenario scenario = Scenario.clientEach(2);
    private final OrganizationId refused = scenario.organization(1);
    private final OrganizationId well = scenario.organization(2);

    @Test
    void closuresThatWereHeldForAWrongSecretAreDeliveredOnceItIsRightWithoutARestart() throws Exception {
        OAuthClient client = scenario.clientOf(refused);
        try (Stage stage = new Stage(scenario, "[1s, 2s, 5s]", "1s")) {
            stage.genesys().changeSecret(client.id(), "another secret");
            List<ClosedConversation> closed = stage.close(100);
            WorkerProcess worker = stage.startWorker();
            stage.produce(closed);
            awaitDelivered(stage, well, 50);
            awaitHeld(stage, 50);
            assertThat(stage.genesys().truth().summary(refused).apiCalls()).isZero();
            assertThat(errors(worker)).singleElement().asString().contains("No token", client.id());

            stage.genesys().changeSecret(client.id(), client.secret());

            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
            assertThat(errors(worker)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFY", "SEND"})
    void closuresThatWereHeldForAMissingPermissionAreDeliveredOnceItIsGrantedWithoutARestart(Call call)
            throws Exception {
        try (Stage stage = new Stage(scenario, "[1s, 2s, 5s]", "1s")) {
            stage.genesys().faults(refused).always(Fault.status(403), call);
            List<ClosedConversation> closed = stage.close(100);
            WorkerProcess worker = stage.startWorker();
            stage.produce(closed);
            awaitDelivered(stage, well, 50);
            awaitHeld(stage, 50);
            assertThat(stage.genesys().truth().summary(refused).apiCalls())
                    .as("few calls find out whether it was granted; those that were under way at once count, too")
                    .isLessThan(call == Call.SEND ? 40 : 20);
            assertThat(errors(worker)).singleElement().asString().contains("refuses", "status 403", refused.value());

            stage.genesys().faults(refused).clear();

            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
            assertThat(errors(worker)).hasSize(1);
            assertThat(worker.log()).contains("takes the organization's credentials again");
        }
    }

    @Test
    void aTokenThatActsForAnotherOrganizationIsFoundAtTheStartAndNeverUsed() throws Exception {
        Map<String, Object> headerThatNobodyReads = Map.of("organizationHeader", "X-Tenant");
        try (Stage stage = new Stage(Scenario.oneClient(2), "[1s, 2s, 5s]", "1s", "", headerThatNobodyReads)) {
            WorkerProcess worker = stage.startWorker();
            await().atMost(PATIENCE).until(() -> errors(worker).size() == 2);
            assertThat(errors(worker)).allSatisfy(line -> assertThat(line).contains("belongs to another organization"));

            stage.produce(stage.close(20));
            awaitHeld(stage, 20);

            assertThat(stage.genesys().truth().summary().apiCalls()).isZero();
            assertThat(errors(worker)).hasSize(2);
        }
    }

    private static void awaitDelivered(Stage stage, OrganizationId organization, int count) {
        await().atMost(PATIENCE)
                .until(() -> stage.genesys().truth().summary(organization).delivered() == count);
    }

    /** So many different closures, by themselves or with the backlog that left because of it. */
    private static void awaitHeld(Stage stage, int count) {
        await().atMost(PATIENCE)
                .until(() -> Stream.of("delay.1s", "delay.2s", "delay.5s")
                                .flatMap(topic -> stage.topics().all(topic).stream())
                                .filter(MendedCredentialsIT::isHeld)
                                .map(record -> new String(record.value(), UTF_8))
                                .distinct()
                                .count()
                        == count);
    }

    private static boolean isHeld(ConsumerRecord<byte[], byte[]> record) {
        String reason = TopicReader.header(record, "wrapup-reason");
        String detail = TopicReader.header(record, "wrapup-detail");
        return "CREDENTIALS_REFUSED".equals(reason)
                || ("ORG_SATURATED".equals(reason) && String.valueOf(detail).startsWith("CREDENTIALS_REFUSED"));
    }

    private static List<String> errors(WorkerProcess worker) {
        return worker.log().lines().filter(line -> line.contains(" ERROR ")).toList();
    }
}
