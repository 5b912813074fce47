package dev.wrapup.worker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.live.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverviewTest {

    private static final Instant NOW = ManualClock.START;

    @Test
    void whoStoppedAsToldIsNotShownAndWhoWasKilledIsSilentForTenMinutes() {
        List<WorkerState> states = List.of(
                told("works", Duration.ofSeconds(5), null),
                told("stopped", Duration.ofSeconds(5), NOW.minusSeconds(5)),
                told("stopped long ago", Duration.ofMinutes(5), NOW.minusSeconds(300)),
                told("killed", Duration.ofMinutes(5), null),
                told("gone", Duration.ofMinutes(11), null));

        assertThat(Overview.workers(states, NOW))
                .extracting(Overview.Worker::instance, Overview.Worker::silent)
                .containsExactly(Tuple.tuple("works", false), Tuple.tuple("killed", true));
    }

    private static WorkerState told(String instance, Duration ago, @Nullable Instant stoppedAt) {
        return new WorkerState(
                instance,
                NOW.minus(ago),
                NOW.minus(Duration.ofHours(1)),
                stoppedAt,
                List.of(),
                List.of(),
                new WorkerState.Settling(5, null));
    }
}
