package dev.wrapup.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    @ParameterizedTest
    @CsvSource({
        "1, 200",
        "2, 400",
        "3, 800",
        "4, 1600",
        "5, 3200",
        "6, 5000",
        "7, 5000",
        "100, 5000",
        "2147483647, 5000",
    })
    void aWaitIsAnythingUpToTheFirstDoubledEachTime(int polls, long boundMillis) {
        Random random = new Random(polls);
        double sum = 0;
        for (int i = 0; i < 1_000; i++) {
            Duration wait = BACKOFF.after(polls, random);
            assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofMillis(boundMillis));
            sum += wait.toNanos() / 1e6;
        }
        assertThat(sum / 1_000).isBetween(0.45 * boundMillis, 0.55 * boundMillis); // six standard errors
    }

    @Test
    void aLongFirstWaitDoesNotOverflowIntoNone() {
        Backoff slow = new Backoff(Duration.ofMinutes(1), Duration.ofHours(1));

        for (int polls = 7; polls < 200; polls++) {
            int after = polls;
            assertThat(new Random(polls).longs(100).mapToObj(Random::new))
                    .anyMatch(random -> slow.after(after, random).compareTo(Duration.ofMinutes(50)) > 0);
        }
    }

    @Test
    void recordsThatFailedTogetherDoNotAskTogether() {
        Random random = new Random(7);
        Set<Duration> waits = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            waits.add(BACKOFF.after(1, random));
        }

        assertThat(waits).hasSizeGreaterThan(95);
    }

    @Test
    void theSameChanceGivesTheSameWait() {
        assertThat(BACKOFF.after(3, new Random(42))).isEqualTo(BACKOFF.after(3, new Random(42)));
    }

    @Test
    void evenTheShortestWaitIsOne() {
        assertThat(new Backoff(Duration.ZERO, Duration.ZERO).after(1, new Random(1)))
                .isPositive();
    }
}
