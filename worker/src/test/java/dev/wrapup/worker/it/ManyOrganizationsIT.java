package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an organization costs that has nothing to do. */
class ManyOrganizationsIT {

    private static final Logger log = LoggerFactory.getLogger(ManyOrganizationsIT.class);

    private static final int FEW = 3;
    private static final int MANY = 300;

    /** So many connections stay open for a while, however many organizations there are. */
    private static final int PORTION = 30;

    /** How long a worker has nothing to do but to wait for one record to be due. */
    private static final Duration IDLE = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void anIdleOrganizationCostsLittleMemoryHardlyAnyTimeAndNoThread() throws Exception {
        Cost few = cost(FEW);
        Cost many = cost(MANY);

        long bytes = (many.vitals().liveBytes() - few.vitals().liveBytes()) / (MANY - FEW);
        double share = (double) many.computing().minus(few.computing()).toNanos() / IDLE.toNanos() / (MANY - FEW);
        log.info("{} organizations: {}", FEW, few);
        log.info("{} organizations: {}", MANY, many);
        log.info("each more: {} bytes, {} of a core", bytes, share);
        assertThat(bytes).as("bytes for each idle organization").isLessThan(50_000);
        assertThat(many.vitals().threads())
                .as("threads")
                .isLessThanOrEqualTo(few.vitals().threads() + 5);
        assertThat(share).as("of a core for each idle organization").isLessThan(0.0002);
    }

    /** Of a worker that has served each of its organizations, with a client each, and then has nothing to do. */
    private record Cost(Vitals vitals, Duration computing) {}

    private static Cost cost(int organizations) throws Exception {
        try (Stage stage = new Stage(Scenario.clientEach(organizations), "[15s]", "0s")) {
            WorkerProcess worker = stage.startWorker();
            List<ClosedConversation> closed = stage.close(2 * MANY);
            for (int served = 0; served < closed.size(); served += PORTION) {
                stage.produce(closed.subList(served, served + PORTION));
                awaitDelivered(stage, served + PORTION);
            }
            ClosedConversation late =
                    stage.genesys().closeConversation(stage.genesys().scenario().organization(1));
            stage.genesys().neverReady(late.id());
            stage.produce(List.of(late));
            await().atMost(PATIENCE)
                    .until(() -> !stage.topics()
                            .all("delay." + IDLE.toSeconds() + "s")
                            .isEmpty());
            stage.genesys().readyNow(late.id());

            Vitals vitals = Vitals.of(worker.pid());
            Duration before = computing(worker);
            awaitDelivered(stage, closed.size() + 1);
            return new Cost(vitals, computing(worker).minus(before));
        }
    }

    private static void awaitDelivered(Stage stage, int closures) throws InterruptedException {
        assertThat(stage.genesys().truth().awaitDelivered(closures, PATIENCE)).isTrue();
    }

    private static Duration computing(WorkerProcess worker) throws IOException {
        return ProcessHandle.of(worker.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IOException("the system does not tell the computing time"));
    }
}
