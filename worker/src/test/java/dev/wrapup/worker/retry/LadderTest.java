package dev.wrapup.worker.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.RetrySettings;
import dev.wrapup.topic.Delay;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LadderTest {

    private static final List<Delay> DELAYS = Stream.of("PT10S", "PT1M", "PT5M", "PT30M")
            .map(Duration::parse)
            .map(Delay::new)
            .toList();
    private static final Instant FIRST_SEEN = ManualClock.START;

    private final Ladder ladder = new Ladder(new RetrySettings(DELAYS, Duration.ofHours(24)));

    @ParameterizedTest
    @CsvSource({"0, 10s", "1, 1m", "2, 5m", "3, 30m"})
    void everyPassTakesTheNextDelay(int passes, String delay) {
        assertThat(ladder.next(after(passes))).get().hasToString(delay);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 1_000_000})
    void afterTheLastDelayThereIsNone(int passes) {
        assertThat(ladder.next(after(passes))).isEmpty();
    }

    @Test
    void onlyPassesCountAndNotWhatElseTheRecordHasCost() {
        Trail busy = Samples.trail().with(new Effort(0, 500, 900, 7));

        assertThat(ladder.next(busy)).contains(DELAYS.getFirst());
    }

    @ParameterizedTest
    @CsvSource({
        "PT-5S, 10s",
        "PT0S, 10s",
        "PT0.001S, 10s",
        "PT10S, 10s",
        "PT10.001S, 1m",
        "PT42S, 1m",
        "PT5M0.000000001S, 30m",
        "PT30M, 30m",
        "PT31M, 30m",
        "PT24H, 30m",
    })
    void aWaitIsRoundedUpToADelayAndALongerOneTakesTheLongest(Duration wait, String delay) {
        assertThat(ladder.covering(wait, Samples.trail(), FIRST_SEEN)).get().hasToString(delay);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 10s",
        "PT59.999S, 10s",
        "PT1M, 1m",
        "PT29M59S, 5m",
        "PT30M, 30m",
        "PT24H, 30m",
    })
    void whoeverHasATurnToComeBackToIsBackBeforeIt(Duration wait, String delay) {
        assertThat(ladder.within(wait)).hasToString(delay);
    }

    @ParameterizedTest
    @CsvSource({
        "PT39S, PT0S, 10s",
        "PT3M59S, PT0S, 10s",
        "PT4M, PT0S, 1m",
        "PT19M59S, PT0S, 1m",
        "PT20M, PT0S, 5m",
        "PT2H, PT0S, 30m",
        "PT23H, PT0S, 30m",
        "PT4M, PT2M, 5m", // the wait that was asked for still goes first
    })
    void inAnOutageWhatHasWaitedLongWaitsLongerUpToAQuarterOfItsAge(Duration age, Duration wait, String delay) {
        assertThat(ladder.outlasting(wait, Samples.trail(), FIRST_SEEN.plus(age)))
                .get()
                .hasToString(delay);
    }

    @ParameterizedTest
    @CsvSource({
        "PT23H59M59.999S, true",
        "PT24H, false",
        "PT48H, false",
        "PT-1H, true", // first seen by a machine whose clock is ahead
    })
    void aRecordIsDeferredUntilItIsTooOld(Duration age, boolean deferred) {
        assertThat(ladder.covering(Duration.ZERO, Samples.trail(), FIRST_SEEN.plus(age))
                        .isPresent())
                .isEqualTo(deferred);
    }

    @Test
    void deferringDoesNotDependOnThePasses() {
        assertThat(ladder.covering(Duration.ZERO, after(100), FIRST_SEEN)).contains(DELAYS.getFirst());
    }

    private static Trail after(int passes) {
        return Samples.trail().with(new Effort(passes, 0, 0, 0));
    }
}
