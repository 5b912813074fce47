package dev.wrapup.worker.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadinessLagTest {

    @Test
    void itIsTheTimeFromClosureToFirstReadyOfThoseThatTell() {
        List<LedgerEntry> hundred = IntStream.rangeClosed(1, 100)
                .mapToObj(second -> ready(ManualClock.START.plusSeconds(second)))
                .toList();
        List<LedgerEntry> silent = List.of(ready(null), ready(ManualClock.START.minusSeconds(1)));

        assertThat(ReadinessLag.of(
                        Stream.concat(silent.stream(), hundred.stream()).toList()))
                .contains(new ReadinessLag(100, Duration.ofSeconds(50), Duration.ofSeconds(95)));
    }

    @Test
    void whereNoneTellsThereIsNone() {
        assertThat(ReadinessLag.of(List.of(ready(null)))).isEmpty();
    }

    @Test
    void aReplayedOneSaysNothingOfThePlatform() {
        Instant aWeekLater = ManualClock.START.plus(Duration.ofDays(7));

        assertThat(ReadinessLag.of(List.of(ready(ManualClock.START.plusSeconds(2), 0), ready(aWeekLater, 1))))
                .contains(new ReadinessLag(1, Duration.ofSeconds(2), Duration.ofSeconds(2)));
    }

    private static LedgerEntry ready(@Nullable Instant at) {
        return ready(at, 0);
    }

    private static LedgerEntry ready(@Nullable Instant at, int replays) {
        Trail trail =
                new Trail("wrapup.closures-3@42", ManualClock.START, new Effort(1, 2, 3, replays), true, null, null);
        LedgerEntry.Ending ending =
                new LedgerEntry.Ending(LedgerEntry.Final.DELIVERED, Reason.Delivered.ACCEPTED, null, at);
        return LedgerEntry.of(ending, Samples.closure(), trail, ManualClock.START, "a-worker");
    }
}
