package dev.wrapup.worker.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.topic.Reason;
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

    private static LedgerEntry ready(@Nullable Instant at) {
        LedgerEntry.Ending ending =
                new LedgerEntry.Ending(LedgerEntry.Final.DELIVERED, Reason.Delivered.ACCEPTED, null, at);
        return LedgerEntry.of(ending, Samples.closure(), Samples.trail(), ManualClock.START, "a-worker");
    }
}
