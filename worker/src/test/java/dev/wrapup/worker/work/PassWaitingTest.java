package dev.wrapup.worker.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wrapup.time.Gate;
import dev.wrapup.time.StopSignal;
import dev.wrapup.time.StoppedException;
import dev.wrapup.worker.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PassWaitingTest {

    private final List<String> place = new ArrayList<>();
    private final StopSignal partition = new StopSignal();
    private final PassWaiting waiting = new PassWaiting(partition, new PassWaiting.Place() {
        @Override
        public void leave() {
            place.add("left");
        }

        @Override
        public void take() {
            place.add("taken");
        }
    });

    @Test
    void whileItWaitsForReadinessItLeavesItsPlace() throws Exception {
        waiting.pause(Duration.ofMillis(1));

        assertThat(place).containsExactly("left", "taken");
    }

    @Test
    void aLookAtTheLeaseIsNoWait() throws Exception {
        waiting.proceed();

        assertThat(place).isEmpty();
    }

    @Test
    void aWaitForReadinessThatIsCalledOffTakesThePlaceAgain() {
        partition.stop();

        assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> waiting.pause(Duration.ofDays(1)));
        assertThat(place).containsExactly("left", "taken");
    }

    @Test
    void aPassThatWaitsForItsFirstTurnIsRecalled() throws Exception {
        CompletableFuture<String> pass = CompletableFuture.supplyAsync(() -> await(new Gate()));
        while (!waiting.recall()) {
            assertThat(Thread.interrupted()).as("by the test's timeout").isFalse();
            Thread.onSpinWait();
        }

        assertThat(pass.get(10, TimeUnit.SECONDS)).isEqualTo("called off");
        assertThat(waiting.wasRecalled()).isTrue();
        assertThat(waiting.recall()).as("once").isFalse();
    }

    @Test
    void aPassThatHasAskedIsNotRecalled() throws Exception {
        Gate open = new Gate();
        open.open();
        assertThat(await(open)).isEqualTo("goes on");
        Gate second = new Gate();
        CompletableFuture<String> pass = CompletableFuture.supplyAsync(() -> await(second), Threads::runUntilItWaits);

        assertThat(waiting.recall()).isFalse();

        second.open();
        assertThat(pass.get(10, TimeUnit.SECONDS)).isEqualTo("goes on");
    }

    @Test
    void aPassThatDoesNotWaitIsNotRecalled() {
        assertThat(waiting.recall()).isFalse();
        assertThat(waiting.wasRecalled()).isFalse();
    }

    private String await(Gate gate) {
        try {
            waiting.await(gate);
            return "goes on";
        } catch (StoppedException e) {
            return "called off";
        }
    }
}
