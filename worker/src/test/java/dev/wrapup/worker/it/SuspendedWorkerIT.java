package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Fault;
import dev.wrapup.sandbox.genesys.Faults;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.SimulatedGenesys;
import dev.wrapup.sandbox.worker.WorkerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that stands still until its partitions are another's, and then goes on as if nothing had happened. */
class SuspendedWorkerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of each organization as many as its lane takes at first: all of them are asked about at once. */
    private static final int CLOSURES = 48;

    /** The classic protocol may also tell a member that is gone for long to give its partitions back. */
    private static final Pattern GIVEN_UP = Pattern.compile("Partitions (lost|revoked)");

    private static final String CLASSIC =
            "{group.protocol: classic, session.timeout.ms: 6000, heartbeat.interval.ms: 500}";

    /** Longer than it takes until another worker has its partitions. */
    private static final Duration LATE = Duration.ofSeconds(15);

    private static final Map<String, Object> PATIENT = Map.of("requestTimeout", "5m");

    /**
     * It is suspended when all that it has begun waits for the platform: each closure's question is asked and not
     * answered yet. What it gets to read first when it goes on is that there is a wrap-up to send.
     */
    @ParameterizedTest
    @ValueSource(strings = {"{group.protocol: consumer}", CLASSIC})
    void sendsNothingOfWhatItHadBegun(String protocol) throws Exception {
        Scenario scenario = Scenario.oneClient(6);
        try (Stage stage = new Stage(scenario, "[1s, 2s]", "1m", yaml(protocol), PATIENT)) {
            SimulatedGenesys genesys = stage.genesys();
            List<Faults> faults = scenario.organizations().stream()
                    .map(organization -> genesys.faults(organization.id()))
                    .toList();
            faults.forEach(each -> each.always(Fault.late(LATE), Call.VERIFY));
            List<ClosedConversation> closed = stage.close(CLOSURES);
            List<ConversationId> ids = Stage.ids(closed);
            WorkerProcess suspended = stage.startWorker();
            stage.produce(closed);
            await("each is asked about")
                    .atMost(PATIENCE)
                    .until(() -> requests(genesys, ids), requests -> !requests.contains(0));

            suspended.suspend();
            Instant asked = Instant.now();
            faults.forEach(Faults::clear);
            stage.startWorker();
            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
            await("the late answers are there")
                    .atMost(PATIENCE)
                    .until(() -> Instant.now().isAfter(asked.plus(LATE)));
            List<Integer> all = requests(genesys, ids);
            suspended.resume();
            await("the first one knows")
                    .atMost(PATIENCE)
                    .until(() -> GIVEN_UP.matcher(suspended.log()).find());

            assertThat(suspended.stop(PATIENCE)).as("exit code after SIGTERM").isZero();
            assertThat(requests(genesys, ids)).as("requests about each").isEqualTo(all);
            Trial.everyClosureIsDeliveredExactlyOnce(stage, closed);
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
}
