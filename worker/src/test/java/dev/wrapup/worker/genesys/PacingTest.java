package dev.wrapup.worker.genesys;

import static dev.wrapup.worker.genesys.ScriptedTransport.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limiter counts real time, so its waits are compared with some room; holding is on the manual clock, exactly. */
class PacingTest {

    private final ManualClock clock = new ManualClock();
    private final Pacing pacing = new Pacing("appfoundry", 300, clock);

    @ParameterizedTest
    @CsvSource({"300, 1", "300, 0.5", "300, 0.25", "6000, 1", "6000, 0.1", "60, 0.1"})
    void aShareOfTheLimitIsThatShareOfTheTurnsAndTheyComeEvenly(int requestsPerMinute, double share) throws Exception {
        long started = System.nanoTime();
        Pacing shared = new Pacing("appfoundry", requestsPerMinute, clock);
        shared.share(share);

        assertThatTurnsTake(shared, 50, 50 * 60_000 / (requestsPerMinute * share), started);
    }

    @Test
    void aTurnOfAnotherShareIsTakenAnew() throws Exception {
        turns(pacing, 20);
        List<Duration> pauses = new ArrayList<>();
        Waiting whileTheShareChanges = pause -> {
            if (pause.isPositive()) {
                pauses.add(pause);
                pacing.share(0.5);
            }
        };

        assertThat(pacing.turn(whileTheShareChanges)).isEmpty();
        assertThat(pacing.turn(whileTheShareChanges)).isEmpty();

        assertThat(pauses.getFirst()).as("the old line").isGreaterThan(Duration.ofSeconds(1));
        assertThat(pauses.getLast()).as("the new line is short").isLessThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void aTurnThatWasMissedIsTakenAnew() throws Exception {
        turns(pacing, 20);
        List<Duration> pauses = new ArrayList<>();
        Waiting standingStillOnce = pause -> {
            if (pause.isPositive()) {
                pauses.add(pause);
                clock.advance(pause.plus(Duration.ofSeconds(pauses.size() == 1 ? 30 : 0)));
            }
        };

        assertThat(pacing.turn(standingStillOnce)).isEmpty();

        assertThat(pauses).as("the line is still there").hasSize(2);
    }

    @Test
    void aShareThatDoesNotChangeChangesNothing() throws Exception {
        long started = System.nanoTime();
        Pacing unchanged = new Pacing("appfoundry", 300, clock);
        for (int i = 0; i < 50; i++) {
            unchanged.share(1);
            turns(unchanged, 1);
        }

        assertThatTurnsTake(unchanged, 50, (50 + 50) * 200, started);
    }

    @Test
    void aQueueWithoutEndIsRefused() throws Exception {
        Pacing slow = new Pacing("appfoundry", 1, clock);
        turns(slow, 14);
        slow.turn(clock.waiting()); // 14 or 15 minutes away, as a minute has just begun or not
        slow.turn(clock.waiting());

        assertThat(slow.turn(clock.waiting()).map(Answer.Throttled::retryAfter)).contains(Duration.ofMinutes(15));
    }

    /**
     * By the wait of the last one. The limiter counts real time, so whatever passes while the turns are taken is off that
     * wait, however slow the machine is; and a tenth of a second's turns come at once.
     */
    private void assertThatTurnsTake(Pacing paced, int count, double millis, long startedNanos) throws Exception {
        turns(paced, count);
        double took = (System.nanoTime() - startedNanos) / 1e6;
        double last = clock.pauses().getLast().toNanos() / 1e6;

        assertThat(last).isLessThanOrEqualTo(millis * 1.01);
        assertThat(last + took).isGreaterThanOrEqualTo(millis * 0.96 - 100);
    }

    private void turns(Pacing paced, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            assertThat(paced.turn(clock.waiting())).isEmpty();
        }
    }

    @Test
    void nothingIsSentForAsLongAsThePlatformAsked() throws Exception {
        pacing.hold(Duration.ofSeconds(42));
        Instant before = clock.now();

        assertThat(pacing.turn(clock.waiting())).isEmpty();
        assertThat(Duration.between(before, clock.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void aHoldForLongerThanAWindowIsNotWaitedOut() throws Exception {
        pacing.hold(Duration.ofSeconds(142));

        assertThat(heldFor()).contains(Duration.ofSeconds(142));
        clock.advance(Duration.ofSeconds(81));
        assertThat(heldFor()).contains(Duration.ofSeconds(61));
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
        pacing.hold(Duration.ofSeconds(142));
        clock.jump(Duration.ofDays(-1));

        assertThat(heldFor()).contains(Duration.ofSeconds(142));
    }

    @Test
    void whoeverWaitedForATurnWhileThePlatformAskedForPatienceIsThrottledToo() throws Exception {
        turns(pacing, 2);
        Waiting whileAnother429Comes = pause -> {
            if (pause.isPositive()) {
                pacing.hold(Duration.ofHours(1));
            }
        };

        assertThat(pacing.turn(whileAnother429Comes).map(Answer.Throttled::retryAfter))
                .contains(Duration.ofHours(1));
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

        assertThat(waited()).isEqualTo(held == null ? Duration.ZERO : held);
    }

    /** Before the turn of a line in which nobody else waits. */
    private Duration waited() throws StoppedException {
        assertThat(pacing.turn(clock.waiting())).isEmpty();
        return clock.pauses().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private Optional<Duration> heldFor() throws StoppedException {
        return pacing.turn(clock.waiting()).map(Answer.Throttled::retryAfter);
    }
}
