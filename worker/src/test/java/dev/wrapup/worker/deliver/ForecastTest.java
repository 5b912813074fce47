package dev.wrapup.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final Duration FIRST = Duration.ofMillis(90);

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Forecast forecast = new Forecast();

    @Test
    void untilEnoughWasSeenThereIsNone() {
        for (int seen = 0; seen < Forecast.ENOUGH; seen++) {
            assertThat(forecast.wait(FIRST)).isEmpty();
            forecast.notReady(null, FIRST);
        }

        assertThat(forecast.wait(FIRST)).isPresent();
    }

    @Test
    void whatIsAlwaysReadyAtTheSameAgeIsFoundSoonAndWithFewPolls() {
        learn(200, () -> 3);

        List<Duration> polls = pollsUntil(Duration.ofSeconds(3));

        assertThat(polls).as("seed %d", seed).hasSizeLessThanOrEqualTo(4);
        assertThat(polls.getLast()).isLessThan(Duration.ofMillis(3_750)); // two bins later at most
    }

    @Test
    void theMedianIsTheAgeByWhichHalfAreReadyAndUnknownUntilEnoughWasSeen() {
        assertThat(forecast.median()).isEmpty();

        learn(400, () -> Lags.logNormal(random, 3));

        assertThat(forecast.median())
                .as("seed %d", seed)
                .hasValueSatisfying(
                        median -> assertThat(median).isBetween(Duration.ofMillis(1_800), Duration.ofMillis(5_000)));
    }

    @Test
    void agesThatCannotBeHarmNothing() {
        learn(Forecast.ENOUGH, () -> 3);
        Duration sinceLongAgo = Duration.between(Instant.parse("0001-01-01T00:00:00Z"), Instant.EPOCH);

        for (Duration age : List.of(sinceLongAgo, Duration.ofSeconds(Long.MAX_VALUE), sinceLongAgo.negated())) {
            forecast.notReady(null, age);
            forecast.notReady(age, age);
            forecast.ready(age, age);
        }

        assertThat(forecast.wait(sinceLongAgo)).isEmpty();
        assertThat(forecast.wait(Duration.ofSeconds(1))).isPresent();
    }

    @Test
    void theNextPollIsLaterThanTheLastWhateverWasSeen() {
        for (int i = 0; i < 200; i++) {
            learn(20, () -> Lags.logNormal(random, random.nextDouble() < 0.5 ? 0.1 : 1_000));
            Duration age = Duration.ofNanos((long) (Math.exp(random.nextDouble(-4, 11)) * 1e9));

            assertThat(forecast.wait(age).orElseThrow())
                    .as("seed %d, %s", seed, age)
                    .isPositive();
        }
    }

    @Test
    void ofTwoKindsTheQuickIsAskedForFirstAndTheSlowIsNotAskedForInBetween() {
        learn(400, () -> Lags.logNormal(random, random.nextBoolean() ? 0.3 : 60));

        assertThat(next(FIRST))
                .as("where 99 %% of the quick ones are ready, at most; seed %d", seed)
                .isLessThan(Duration.ofMillis(1_500));
        assertThat(next(Duration.ofSeconds(3))).as("seed %d", seed).isGreaterThan(Duration.ofSeconds(6));
    }

    @Test
    void aLagThatBecomesTenTimesAsLongIsLearntWithinAHundredLateWrapUps() {
        learn(200, () -> Lags.logNormal(random, 0.5));
        int before = pollsUntil(Duration.ofSeconds(5)).size();

        learn(100, () -> Lags.logNormal(random, 5));

        assertThat(pollsUntil(Duration.ofSeconds(5))).as("seed %d", seed).hasSizeLessThan(before);
    }

    @Test
    void aLagThatBecomesATenthAsLongIsLearntWithinAHundredLateWrapUps() {
        learn(200, () -> Lags.logNormal(random, 5));
        int before = pollsUntil(Duration.ofSeconds(5)).size();

        learn(100, () -> Lags.logNormal(random, 0.5));

        assertThat(pollsUntil(Duration.ofSeconds(5))).as("seed %d", seed).hasSizeGreaterThan(before);
    }

    @Test
    void aClosureThatIsADayOldSpoilsNothingForTheOthers() {
        learn(200, () -> Lags.logNormal(random, 0.7));

        forecast.notReady(null, Duration.ofHours(23));
        forecast.ready(Duration.ofHours(23), Duration.ofHours(23).plusSeconds(4));
        learn(5, () -> Lags.logNormal(random, 0.7)); // there is a new schedule by then

        assertThat(next(FIRST)).as("seed %d", seed).isLessThan(Duration.ofMillis(1_700));
    }

    @Test
    void whatWasNeverReadyWithinThePassIsAskedForSeldom() {
        for (int i = 0; i < 100; i++) {
            forecast.notReady(null, FIRST);
            forecast.notReady(FIRST, Duration.ofSeconds(5));
        }

        assertThat(pollsUntil(Duration.ofSeconds(5))).hasSizeLessThanOrEqualTo(4); // backoff: seven, as a rule
    }

    @Test
    void agesThatCannotBeAreBorne() {
        learn(100, () -> 1);
        forecast.notReady(Duration.ofSeconds(-5), Duration.ofSeconds(-3));
        forecast.notReady(Duration.ofHours(5), Duration.ofSeconds(3)); // the time of day was set back
        forecast.ready(Duration.ofHours(5), Duration.ofSeconds(3));
        forecast.ready(Duration.ofSeconds(3), Duration.ofSeconds(3));
        forecast.ready(Duration.ofDays(4), Duration.ofDays(5));

        assertThat(next(FIRST)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(2));
        assertThat(forecast.wait(Duration.ofDays(-1))).isPresent();
        assertThat(forecast.wait(Duration.ofDays(1))).isEmpty(); // nothing is foretold for it
    }

    @Test
    void manyThreadsTeachAndAskIt() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                all.add(threads.submit(() -> {
                    forecast.notReady(null, FIRST);
                    forecast.wait(FIRST);
                    forecast.notReady(FIRST, Duration.ofSeconds(2));
                    forecast.ready(Duration.ofSeconds(2), Duration.ofSeconds(3));
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        assertThat(next(FIRST)).isBetween(Duration.ofMillis(2_200), Duration.ofMillis(3_700));
    }

    /** So many late wrap-ups, each polled as the forecast says; at twice the age, while it says nothing. */
    private void learn(int wrapUps, DoubleSupplier lag) {
        for (int i = 0; i < wrapUps; i++) {
            Duration ready = Duration.ofNanos((long) (lag.getAsDouble() * 1e9));
            Duration before = FIRST;
            forecast.notReady(null, before);
            Duration age = next(before);
            while (age.compareTo(ready) <= 0) {
                forecast.notReady(before, age);
                before = age;
                age = next(before);
            }
            forecast.ready(before, age);
        }
    }

    /** The ages at which it is polled after the first poll, up to the one that finds it ready. */
    private List<Duration> pollsUntil(Duration ready) {
        List<Duration> polls = new ArrayList<>(List.of(next(FIRST)));
        while (polls.getLast().compareTo(ready) < 0) {
            polls.add(next(polls.getLast()));
        }
        return polls;
    }

    private Duration next(Duration age) {
        return age.plus(forecast.wait(age).orElse(age));
    }
}
