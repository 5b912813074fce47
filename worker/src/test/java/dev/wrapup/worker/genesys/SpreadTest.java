package dev.wrapup.worker.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpreadTest {

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock();
    private final Spread spread = new Spread(50, clock);

    @Test
    void thoseThatAreSentAwayTogetherComeBackOneAfterTheOther() {
        assertThat(spread.after(WAIT)).isEqualTo(WAIT);
        assertThat(spread.after(WAIT)).isEqualTo(WAIT.plusMillis(20));
        assertThat(spread.after(WAIT)).isEqualTo(WAIT.plusMillis(40));
    }

    @Test
    void nobodyComesBackBeforeItsWaitIsOver() {
        for (int i = 0; i < 500; i++) {
            spread.after(WAIT);
        }
        clock.advance(Duration.ofMinutes(1));

        assertThat(spread.after(WAIT)).isEqualTo(WAIT);
    }
}
