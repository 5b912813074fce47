package dev.wrapup.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private final ManualClock clock = new ManualClock();
    private final Heartbeat heartbeat = new Heartbeat(clock);

    @Test
    void aLoopThatDoesNotTurnIsToldWithinHalfAMinute() {
        clock.advance(Duration.ofSeconds(28).minusNanos(1));
        assertThat(heartbeat.isAlive()).isTrue();

        clock.advance(Duration.ofNanos(1));
        assertThat(heartbeat.isAlive()).isFalse();
        assertThat(heartbeat.age()).isEqualTo(Duration.ofSeconds(28));
    }

    @Test
    void aBeatBringsItBack() {
        clock.advance(Duration.ofHours(1));
        heartbeat.beat();

        assertThat(heartbeat.isAlive()).isTrue();
        assertThat(heartbeat.age()).isZero();
    }

    @Test
    void theTimeOfDayDoesNotMatter() {
        clock.jump(Duration.ofDays(1));
        assertThat(heartbeat.isAlive()).isTrue();

        clock.jump(Duration.ofDays(-7));
        clock.advance(Duration.ofSeconds(28));
        assertThat(heartbeat.isAlive()).isFalse();
    }
}
