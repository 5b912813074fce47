package dev.wrapup.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.kafka.GroupMember;
import dev.wrapup.worker.status.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static final Instant NOW = ManualClock.START;

    @Test
    void itIsOneScreenWithOrganizationsByName() {
        Status status = new Status(
                NOW,
                List.of(
                        new Status.Topic(
                                "wrapup.closures",
                                1_203,
                                900,
                                List.of(
                                        new Status.Backlog(
                                                Samples.ACME.value(),
                                                "acme",
                                                1_000,
                                                true,
                                                NOW.minusSeconds(75),
                                                null,
                                                false),
                                        new Status.Backlog(
                                                null,
                                                Status.NOT_CONFIGURED,
                                                3,
                                                false,
                                                NOW.minusSeconds(3_700),
                                                null,
                                                true))),
                        new Status.Topic(
                                "wrapup.delay.10s",
                                2,
                                0,
                                List.of(new Status.Backlog(
                                        Samples.ACME.value(),
                                        "acme",
                                        2,
                                        false,
                                        NOW.minusSeconds(1),
                                        NOW.plusSeconds(4),
                                        false))),
                        new Status.Topic("wrapup.delay.1m", 0, 0, List.of())),
                "wrapup-worker",
                List.of(new GroupMember("wrapup-host-0", "10.0.0.1", List.of(0, 1, 2, 5))),
                List.of(new Status.LastMinute(Samples.ACME.value(), "acme", 120, 1, 2, 0, false)));

        assertThat(StatusText.of(status)).isEqualToNormalizingNewlines("""
                Status at 2026-11-03T09:00:00Z

                                                       waiting  oldest          next due                 lag
                wrapup.closures                                                                        1,203
                  acme                                  ~1,000  1 min 15 s ago
                  (not configured)                           3  ~1 h 1 min ago
                  of 900 more it is not known whose they are: ~ shares them out, and others may be missing
                wrapup.delay.10s                                                                           2
                  acme                                       2  1 s ago         in 4 s
                wrapup.delay.1m                                                                            0

                Workers (group wrapup-worker)
                  wrapup-host-0                     partitions 0-2, 5

                Last minute                          delivered        dead    replayed   discarded
                  acme                                     120           1           2           0
                """);
    }

    @Test
    void aWorkersNameReachesNoTerminalAsItIs() {
        Status status = new Status(
                NOW,
                List.of(),
                "wrapup-worker",
                List.of(new GroupMember("\u001b[2J-0", "10.0.0.1", List.of(0))),
                List.of());

        assertThat(StatusText.of(status)).contains(" [2J-0").doesNotContain("\u001b");
    }

    @Test
    void whereNobodyWorksItSaysSo() {
        Status status = new Status(NOW, List.of(), "wrapup-worker", List.of(), List.of());

        assertThat(StatusText.of(status)).contains("none: nothing that waits is worked on", "nothing ended");
    }
}
