package dev.wrapup.worker.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.time.StoppedException;
import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final ManualClock clock = new ManualClock();
    private final Pace pace = new Pace(50, clock);

    @Test
    void theFirstGoAtOnceAndTheNextWhenThoseHaveHadTheirTime() throws Exception {
        go(10);
        go(5);
        go(10);

        assertThat(clock.pauses()).containsExactly(Duration.ofMillis(200), Duration.ofMillis(100));
    }

    @Test
    void theTimeThatTheWorkTakesIsPartOfIt() throws Exception {
        go(10);
        clock.advance(Duration.ofMillis(150));
        go(10);

        assertThat(clock.pauses()).containsExactly(Duration.ofMillis(50));
    }

    @Test
    void whatAStandstillMissedIsNotCaughtUpWith() throws Exception {
        go(10);
        clock.advance(Duration.ofMinutes(10));
        go(10);
        go(10);
        go(10);

        assertThat(clock.pauses()).as("after it").containsExactly(Duration.ofMillis(200), Duration.ofMillis(200));
    }

    @Test
    void norWhatAStandstillMissedWithinAWait() throws Exception {
        go(10);
        pace.await(10, duration -> clock.advance(duration.plusMinutes(10)));
        go(10);

        assertThat(clock.pauses()).as("after it").containsExactly(Duration.ofMillis(200));
    }

    private void go(int letters) throws StoppedException {
        pace.await(letters, clock.waiting());
    }
}
