package dev.wrapup.worker.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.live.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HourTest {

    private static final Instant NOW = ManualClock.START.plusSeconds(30);
    private static final String ACME = Samples.ACME.value();

    private final Hour hour = new Hour(List.of(Samples.organization(Samples.ACME)), NOW);

    @Test
    void aDeliveryCountsInItsMinuteAndForAMinuteAsOneOfTheLast() {
        deliver(Samples.ACME, NOW.minusSeconds(20));
        deliver(Samples.ACME, NOW.minusSeconds(50));
        deliver(Samples.ACME, NOW.minusSeconds(90));

        assertThat(hour.lately(ACME, NOW).perMinute()).isEqualTo(2);
        assertThat(hour.series(ACME, NOW).delivered()).hasSize(60).endsWith(0L, 2L, 1L);
        assertThat(hour.lately(ACME, NOW.plusSeconds(60)).perMinute()).isZero();
        assertThat(hour.series(ACME, NOW.plusSeconds(60)).delivered()).endsWith(0L, 2L, 1L, 0L);
    }

    @Test
    void whatIsOlderThanAnHourIsLetGo() {
        deliver(Samples.ACME, NOW.minus(Duration.ofMinutes(61)));
        deliver(Samples.ACME, NOW.minus(Duration.ofMinutes(59)));

        assertThat(sum(hour.series(ACME, NOW).delivered())).isEqualTo(1);
        assertThat(sum(hour.series(ACME, NOW.plusSeconds(120)).delivered())).isZero();
    }

    @Test
    void whatIsFarAheadIsLetGoAndTakesNobodysPlace() {
        deliver(Samples.ACME, NOW.minusSeconds(50));
        deliver(Samples.ACME, NOW.minus(Duration.ofMinutes(59)));
        deliver(Samples.ACME, NOW.plusSeconds(11));
        deliver(Samples.ACME, NOW.plusSeconds(60));
        deliver(Samples.ACME, NOW.plusSeconds(61));
        deliver(Samples.ACME, NOW.plus(Duration.ofDays(400_000)));
        deliver(Samples.ACME, Instant.EPOCH.minusSeconds(7));
        hour.add(state(NOW, NOW.plusSeconds(61), 1, 0), NOW);

        assertThat(hour.lately(ACME, NOW).perMinute()).isEqualTo(1);
        assertThat(sum(hour.series(ACME, NOW).delivered())).isEqualTo(3);
        assertThat(hour.lately(ACME, NOW.plusSeconds(60)).perMinute()).isEqualTo(2);
        assertThat(hour.workers()).isEmpty();
    }

    @Test
    void theLastMinuteHasSixtySeconds() {
        for (int second = 0; second < 200; second++) {
            deliver(Samples.ACME, NOW.plusSeconds(second), NOW.plusSeconds(second));
        }
        assertThat(hour.lately(ACME, NOW.plusSeconds(199)).perMinute()).isEqualTo(60);
        assertThat(hour.lately(ACME, NOW.plusSeconds(201)).perMinute()).isEqualTo(58);
    }

    @Test
    void timesAreThoseFromTheClosureToTheFirstAnswerThatShowedItReady() {
        deliver(Samples.ACME, NOW);

        assertThat(hour.lately(ACME, NOW).readinessLag().p50Millis()).isCloseTo(4_000L, withinPercentage(10));
        assertThat(hour.lately(ACME, NOW).readyToDelivered().p95Millis()).isCloseTo(1_000L, withinPercentage(10));
    }

    @Test
    void theTimesOfWhatAPersonSentBackSayNothingOfThePlatform() {
        deliver(Samples.ACME, NOW);
        hour.add(delivered(Samples.ACME, NOW, NOW.minus(Duration.ofDays(7)), 1), 1, NOW);

        assertThat(hour.lately(ACME, NOW).perMinute()).isEqualTo(2);
        assertThat(hour.lately(ACME, NOW).readinessLag().p95Millis()).isCloseTo(4_000L, withinPercentage(10));
        assertThat(hour.lately(ACME, NOW).readyToDelivered().p95Millis()).isCloseTo(1_000L, withinPercentage(10));
    }

    @Test
    void anOrganizationThatIsNotConfiguredCountsAmongAllAlone() {
        deliver(Samples.GLOBEX, NOW);

        assertThat(sum(hour.series(ACME, NOW).delivered())).isZero();
        assertThat(sum(hour.series(null, NOW).delivered())).isEqualTo(1);
    }

    @Test
    void callsAreThoseBetweenTwoStatesOfAProcess() {
        Instant longAgo = NOW.minus(Duration.ofHours(3));
        hour.add(state(longAgo, NOW.minusSeconds(10), 1_000, 500), NOW);
        assertThat(hour.lately(ACME, NOW).calls().apiCalls()).isZero();

        hour.add(state(longAgo, NOW.minusSeconds(5), 1_040, 510), NOW);
        assertThat(hour.lately(ACME, NOW).calls().apiCalls()).isEqualTo(40);
        assertThat(hour.series(ACME, NOW).notFoundShare()).endsWith(0.25);

        hour.add(state(NOW.minusSeconds(4), NOW, 8, 1), NOW);
        assertThat(hour.lately(ACME, NOW).calls().apiCalls())
                .as("after a restart")
                .isEqualTo(48);
    }

    @Test
    void aWorkerIsForgottenAfterAnHour() {
        hour.add(state(NOW, NOW, 1, 0), NOW);
        assertThat(hour.workers()).hasSize(1);

        Instant later = NOW.plus(Duration.ofMinutes(61));
        hour.add(
                new WorkerState("other", later, later, null, List.of(), List.of(), new WorkerState.Settling(0, null)),
                later);
        assertThat(hour.workers()).extracting(WorkerState::instance).containsExactly("other");
    }

    private void deliver(OrganizationId organization, Instant at) {
        deliver(organization, at, NOW);
    }

    private void deliver(OrganizationId organization, Instant at, Instant now) {
        hour.add(delivered(organization, at, at.minusSeconds(5), 0), 1, now);
    }

    /** Not ready for three seconds after the closure, and ready a second before it was delivered. */
    private static LedgerEntry delivered(OrganizationId organization, Instant at, Instant closedAt, int replays) {
        return new LedgerEntry(
                organization.value(),
                Samples.CONVERSATION.value(),
                LedgerEntry.Final.DELIVERED,
                "ACCEPTED",
                null,
                null,
                closedAt,
                closedAt.plusSeconds(1),
                closedAt.plusSeconds(3),
                at.minusSeconds(1),
                at,
                1,
                2,
                3,
                replays,
                null,
                null,
                "wrapup.closures-3@42",
                "worker",
                null);
    }

    private static WorkerState state(Instant startedAt, Instant at, long apiCalls, long race) {
        WorkerState.OrganizationState acme = new WorkerState.OrganizationState(
                ACME,
                "acme",
                new WorkerState.Lane(1, 2, 3),
                "CLOSED",
                null,
                new WorkerState.Limit("appfoundry", 300, 0.5),
                new WorkerState.Counts(0, 0, 0, apiCalls, race, 0, 0),
                null);
        return new WorkerState(
                "worker", at, startedAt, null, List.of(3), List.of(acme), new WorkerState.Settling(5, null));
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }
}
