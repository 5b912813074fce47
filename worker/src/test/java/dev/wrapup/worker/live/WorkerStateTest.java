package dev.wrapup.worker.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerStateTest {

    private static final WorkerState STATE = new WorkerState(
            "worker-1",
            ManualClock.START,
            ManualClock.START,
            null,
            List.of(3),
            List.of(new WorkerState.OrganizationState(
                    "an id",
                    "acme",
                    new WorkerState.Lane(1, 2, 3),
                    "OPEN",
                    new WorkerState.KeptBack("UNAUTHORIZED", "in words"),
                    new WorkerState.Limit("appfoundry", 300, 0.5),
                    new WorkerState.Counts(1, 2, 3, 4, 5, 6, 7),
                    null)),
            new WorkerState.Settling(5, null));

    @Test
    void itIsReadAsItWasWritten() {
        assertThat(WorkerState.fromJson(STATE.toJson())).contains(STATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "instance",
                "at",
                "startedAt",
                "partitions",
                "organizations",
                "settling",
                "id",
                "name",
                "lane",
                "breaker",
                "limit",
                "counts",
                "reason",
                "detail",
                "credentials"
            })
    void whatMissesAnythingIsNone(String field) {
        String json = new String(STATE.toJson(), UTF_8);
        String without = json.replace("\"" + field + "\":", "\"not-" + field + "\":");

        assertThat(without).isNotEqualTo(json);
        assertThat(WorkerState.fromJson(without.getBytes(UTF_8))).isEmpty();
    }
}
