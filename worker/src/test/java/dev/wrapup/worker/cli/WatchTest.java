package dev.wrapup.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final ManualClock clock = new ManualClock();
    private final StringWriter failures = new StringWriter();
    private final Watch watch = new Watch(clock, EVERY, new PrintWriter(failures));
    private final List<Instant> asked = new ArrayList<>();

    @Test
    void itGoesOnWhileKafkaDoesNotAnswerAndSaysSo() {
        TimeoutException cause = new TimeoutException("timed out");

        assertThatThrownBy(() -> watch.forEver(() -> {
                    asked.add(clock.now());
                    switch (asked.size()) {
                        case 1 -> throw new KafkaUnavailableException("Kafka did not tell of closures", cause);
                        case 2 -> throw cause;
                        case 4 -> throw new IllegalStateException("a fault of ours");
                        default -> {}
                    }
                }))
                .isInstanceOf(IllegalStateException.class);

        Instant first = ManualClock.START;
        assertThat(asked).containsExactly(first, first.plusSeconds(2), first.plusSeconds(4), first.plusSeconds(6));
        assertThat(failures.toString().lines())
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.getFirst())
                        .isEqualTo("2026-11-03T09:00:00Z  Kafka did not tell of closures; asking again"))
                .satisfies(lines -> assertThat(lines.getLast()).startsWith("2026-11-03T09:00:02Z  Kafka: "));
    }

    @Test
    void whoeverInterruptsItEndsIt() {
        assertThatThrownBy(() -> watch.forEver(() -> {
                    throw new InterruptException("stop");
                }))
                .isInstanceOf(InterruptException.class);
        assertThat(Thread.interrupted()).isTrue(); // Kafka's exception says so to the thread as well

        assertThat(failures.toString()).isEmpty();
    }
}
