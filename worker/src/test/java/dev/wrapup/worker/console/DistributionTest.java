package dev.wrapup.worker.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DistributionTest {

    @Test
    void aQuantileIsRightToATenth() {
        Distribution distribution = new Distribution();
        for (int millis = 1; millis <= 10_000; millis++) {
            distribution.add(Duration.ofMillis(millis), 1);
        }
        assertThat(distribution.quantileMillis(0.5)).isCloseTo(5_000L, withinPercentage(10));
        assertThat(distribution.quantileMillis(0.95)).isCloseTo(9_500L, withinPercentage(10));
    }

    @Test
    void nothingIsKnownOfNothing() {
        assertThat(new Distribution().quantileMillis(0.5)).isNull();
    }

    @Test
    void twoTogetherAreAsIfTheyHadBeenOne() {
        Distribution quick = new Distribution();
        Distribution slow = new Distribution();
        for (int n = 0; n < 94; n++) {
            quick.add(Duration.ofMillis(20), 1);
        }
        for (int n = 0; n < 6; n++) {
            slow.add(Duration.ofMinutes(2), 1);
        }
        quick.add(slow);
        assertThat(quick.quantileMillis(0.5)).isCloseTo(20L, withinPercentage(10));
        assertThat(quick.quantileMillis(0.95)).isCloseTo(120_000L, withinPercentage(10));
    }

    @Test
    void whatIsOutOfReachCountsInTheOutermostSteps() {
        Distribution distribution = new Distribution();
        distribution.add(Duration.ofMillis(-5), 1);
        assertThat(distribution.quantileMillis(1)).isEqualTo(1);
        distribution.add(Duration.ofDays(400), 1);
        assertThat(distribution.quantileMillis(1))
                .isGreaterThan(Duration.ofDays(1).toMillis());
    }

    @Test
    void noDurationIsTooLongOrTooShort() {
        Distribution distribution = new Distribution();
        distribution.add(Duration.ofSeconds(Long.MAX_VALUE), 1);
        distribution.add(Duration.ofSeconds(Long.MIN_VALUE), 1);
        distribution.add(Duration.ofSeconds(Long.MIN_VALUE), 1);

        assertThat(distribution.quantileMillis(0.5)).isEqualTo(1);
        assertThat(distribution.quantileMillis(1))
                .isGreaterThan(Duration.ofDays(1).toMillis());
    }
}
