package dev.wrapup.worker.genesys;

import static dev.wrapup.worker.genesys.ScriptedTransport.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limiter counts real time, so its waits are compared with some room; holding is on the manual clock, exactly. */
class PacingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ManualClock clock = new ManualClock();
    private final Pacing pacing = new Pacing("appfoundry", 300, PATIENCE, clock);

    @Test
    void turnsComeEvenly() throws Exception {
        long started = System.nanoTime(); // the limiter counts in real time, however slow the machine is
        for (int i = 0; i < 10; i++) {
            assertThat(pacing.turn(clock.waiting())).isEmpty();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);

        Duration last = clock.pauses().getLast();
        assertThat(last).isLessThanOrEqualTo(Duration.ofMillis(1_800));
        assertThat(last.plus(took))
                .as("nine intervals of 200 ms, the first of them begun")
                .isGreaterThan(Duration.ofMillis(1_600));
    }

    @ParameterizedTest
    @CsvSource({"300, 1, 25", "300, 0.5, 13", "300, 0.25, 7", "6000, 1, 500", "6000, 0.1, 50", "60, 0.01, 1"})
    void aShareOfTheLimitIsThatShareOfTheTurns(int requestsPerMinute, double share, int turnsWithinPatience)
            throws Exception {
        Pacing shared = new Pacing("appfoundry", requestsPerMinute, PATIENCE, clock);
        shared.share(share);
        int turns = 0;
        while (shared.turn(clock.waiting()).isEmpty()) {
            turns++;
        }

        assertThat(turns).isBetween(turnsWithinPatience - 1, turnsWithinPatience + 1 + turnsWithinPatience / 20);
    }

    @Test
    void whoeverWouldWaitTooLongIsThrottledInstead() throws Exception {
        Optional<Answer.Throttled> last = Optional.empty();
        for (int i = 0; i < 100 && last.isEmpty(); i++) {
            last = pacing.turn(clock.waiting());
        }

        assertThat(last).map(Answer.Throttled::retryAfter).contains(PATIENCE);
        assertThat(clock.pauses()).allMatch(pause -> pause.compareTo(PATIENCE) <= 0);
    }

    @Test
    void nothingIsSentForAsLongAsThePlatformAsked() throws Exception {
        pacing.hold(Duration.ofSeconds(42));

        assertThat(heldFor()).contains(Duration.ofSeconds(42));
        clock.advance(Duration.ofSeconds(41));
        assertThat(heldFor()).contains(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(heldFor()).isEmpty();
    }

    @Test
    void aShorterHoldDoesNotEndALongerOne() throws Exception {
        pacing.hold(Duration.ofHours(1));
        pacing.hold(Duration.ofSeconds(1));
        assertThat(heldFor()).contains(Duration.ofHours(1));

        pacing.hold(Duration.ofHours(2));
        assertThat(heldFor()).contains(Duration.ofHours(2));
    }

    @Test
    void aHoldDoesNotDependOnTheTimeOfDay() throws Exception {
        pacing.hold(Duration.ofSeconds(42));
        clock.jump(Duration.ofDays(-1));

        assertThat(heldFor()).contains(Duration.ofSeconds(42));
    }

    @Test
    void whoeverWaitedForATurnWhileThePlatformAskedForPatienceIsThrottledToo() throws Exception {
        pacing.turn(clock.waiting());
        Waiting whileAnother429Comes = duration -> pacing.hold(Duration.ofSeconds(42));

        assertThat(pacing.turn(whileAnother429Comes).map(Answer.Throttled::retryAfter))
                .contains(Duration.ofSeconds(42));
    }

    @Test
    void aWaitThatIsCalledOffIsNoTurn() {
        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> pacing.turn(duration -> {
                    throw new StoppedException();
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "300, 300, 17, PT17S",
        "301, 300, 17, PT17S",
        "300, 300, 3600, PT1M", // a window is a minute
        "299, 300, 17,",
        "300, 300, 0,",
        "300, 300, soon,",
        "300, 300,,",
        "300,, 17,",
        ",300, 17,",
        "-1, 300, 17,",
    })
    void aWindowThatOthersUsedUpIsUsedUpForUs(String count, String allowed, String reset, Duration held)
            throws Exception {
        Map<String, String> headers = new HashMap<>();
        headers.put("ININ-RateLimit-Count", count);
        headers.put("inin-ratelimit-allowed", allowed);
        headers.put("inin-ratelimit-reset", reset);
        headers.values().removeIf(value -> value == null);

        pacing.observe(answer(200, "", headers));

        assertThat(heldFor()).isEqualTo(Optional.ofNullable(held));
    }

    private Optional<Duration> heldFor() throws StoppedException {
        return pacing.turn(clock.waiting()).map(Answer.Throttled::retryAfter);
    }
}
