package dev.wrapup.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LaneTest {

    private final Lane lane = new Lane(2);

    @Test
    void aLaneHasSoManyPlacesAndNoMore() throws Exception {
        assertThat(lane.enter(Duration.ZERO)).isTrue();
        assertThat(lane.enter(Duration.ZERO)).isTrue();
        assertThat(lane.enter(Duration.ofMillis(1))).isFalse();

        lane.leave();
        assertThat(lane.enter(Duration.ZERO)).isTrue();
        assertThat(lane.enter(Duration.ZERO)).isFalse();
    }

    @Test
    void whoeverWaitsGetsThePlaceThatBecomesFree() throws Exception {
        lane.enter(Duration.ZERO);
        lane.enter(Duration.ZERO);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> started = new CompletableFuture<>();
            var waiting = threads.submit(() -> {
                started.complete(null);
                return lane.enter(Duration.ofMinutes(1));
            });
            started.join();
            lane.leave();

            assertThat(waiting.get()).isTrue();
        }
    }
}
