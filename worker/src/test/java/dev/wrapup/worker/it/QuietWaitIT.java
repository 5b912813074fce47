package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.sandbox.genesys.Latency;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Records that wait for their time cost no computing time, however many they are. */
class QuietWaitIT {

    /** More than one poll takes, so that the consumer holds some for a partition that is paused. */
    private static final int WAITING = 3_000;

    /** What each of two calls takes; the worker only waits for it. */
    private static final Duration LATENCY = Duration.ofMillis(500);

    /** Until these are delivered, the worker also loads and compiles its code. */
    private static final int WARM_UP = 8;

    private static final int MEASURED = 5;

    @Test
    void aLongLineInADelayTopicKeepsNoProcessorBusy() throws Exception {
        Scenario slow = Scenario.oneClient(1)
                .eachOrganization(organization -> organization.withLatency(Latency.fixed(LATENCY)));
        try (Stage stage = new Stage(slow, "[1h]", "1s")) {
            stage.produce(stage.close(WAITING), "delay.1h");
            WorkerProcess worker = stage.startWorker();
            for (int n = 1; n <= WARM_UP; n++) {
                deliver(stage, n);
            }

            long started = System.nanoTime();
            Duration before = cpu(worker);
            for (int n = 1; n <= MEASURED; n++) {
                deliver(stage, WARM_UP + n);
            }
            Duration spent = cpu(worker).minus(before);
            Duration passed = Duration.ofNanos(System.nanoTime() - started);

            assertThat((double) spent.toNanos() / passed.toNanos())
                    .as("processors busy: %s of %s", spent, passed)
                    .isLessThan(0.5);
        }
    }

    /** Closes a conversation and waits for its wrap-up, the n-th. */
    private static void deliver(Stage stage, int n) throws InterruptedException {
        stage.produce(stage.close(1));
        assertThat(stage.genesys().truth().awaitDelivered(n, Duration.ofSeconds(30)))
                .as(stage.logs())
                .isTrue();
    }

    private static Duration cpu(WorkerProcess worker) {
        return ProcessHandle.of(worker.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }
}
