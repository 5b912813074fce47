package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.SimulatedGenesys;
import dev.wrapup.sandbox.worker.WorkerProcess;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that stands still until its partitions are another's, and then goes on as if nothing had happened. */
class SuspendedWorkerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLOSURES = 60;

    /** The classic protocol may also tell a member that is gone for long to give its partitions back. */
    private static final Pattern GIVEN_UP = Pattern.compile("Partitions (lost|revoked)");

    private static final String CLASSIC =
            "{group.protocol: classic, session.timeout.ms: 6000, heartbeat.interval.ms: 500}";

    @ParameterizedTest
    @ValueSource(strings = {"{group.protocol: consumer}", CLASSIC})
    void sendsNothingOfWhatItHadBegun(String protocol) throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(6), "[1s, 2s]", "1m", yaml(protocol))) {
            SimulatedGenesys genesys = stage.genesys();
            List<ClosedConversation> closed = stage.close(CLOSURES);
            List<ConversationId> ids = Stage.ids(closed);
            ids.forEach(genesys::neverReady);
            WorkerProcess suspended = stage.startWorker();
            stage.produce(closed);
            await("each is being polled")
                    .atMost(PATIENCE)
                    .until(() -> ids.stream().allMatch(id -> requests(genesys, id) > 1));

            suspended.suspend();
            List<Integer> before = requests(genesys, ids);
            stage.startWorker();
            await("another one has taken all of them up")
                    .atMost(PATIENCE)
                    .until(() -> requests(genesys, ids), now -> allMore(now, before));
            ids.forEach(genesys::readyNow);
            Verdict.everyClosureIsDeliveredExactlyOnce(stage, closed);
            List<Integer> all = requests(genesys, ids);
            suspended.resume();
            await("the first one knows")
                    .atMost(PATIENCE)
                    .until(() -> GIVEN_UP.matcher(suspended.log()).find());

            assertThat(requests(genesys, ids)).as("requests about each").isEqualTo(all);
            Verdict.everyClosureIsDeliveredExactlyOnce(stage, closed);
            assertThat(suspended.stop(PATIENCE)).as("exit code after SIGTERM").isZero();
        }
    }

    /** A flow mapping as the further lines of the block that it stands in. */
    private static String yaml(String properties) {
        return properties.replaceAll("[{}]", "").replace(", ", "\n  ");
    }

    private static List<Integer> requests(SimulatedGenesys genesys, List<ConversationId> ids) {
        return ids.stream().map(id -> requests(genesys, id)).toList();
    }

    private static int requests(SimulatedGenesys genesys, ConversationId id) {
        return genesys.truth()
                .history(id)
                .map(history -> history.requests().size())
                .orElse(0);
    }

    private static boolean allMore(List<Integer> now, List<Integer> before) {
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i) <= before.get(i)) {
                return false;
            }
        }
        return true;
    }
}
