package dev.wrapup.worker.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MinuteCountTest {

    private final ManualClock clock = new ManualClock();
    private final MinuteCount minute = new MinuteCount(clock.nanoTime());

    @Test
    void whatWasLongerAgoThanAMinuteIsForgottenSecondBySecond() {
        for (int second = 0; second < 90; second++) {
            minute.add(clock.nanoTime());
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(count()).isEqualTo(59); // the second that has just begun is among the sixty

        clock.advance(Duration.ofSeconds(29));
        assertThat(count()).isEqualTo(30);

        clock.advance(Duration.ofMinutes(1));
        assertThat(count()).isZero();
    }

    @Test
    void afterALongSilenceItCountsAnew() {
        minute.add(clock.nanoTime());
        clock.advance(Duration.ofDays(3));
        minute.add(clock.nanoTime());

        assertThat(count()).isEqualTo(1);
    }

    private int count() {
        return minute.count(clock.nanoTime());
    }
}
