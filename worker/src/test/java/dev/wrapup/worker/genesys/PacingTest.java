package dev.wrapup.worker.genesys;

import static dev.wrapup.worker.genesys.ScriptedTransport.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wrapup.time.StoppedException;
import dev.wrapup.time.SystemClock;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limiter counts real time; holding is on the manual clock, exactly. */
@Timeout(20)
class PacingTest {

    private static final Ticket.Lane ACME = new Ticket.Lane(Samples.ACME, 10);
    private static final Ticket.Lane GLOBEX = new Ticket.Lane(Samples.GLOBEX, 10);

    private final ManualClock clock = new ManualClock();
    private final Pacing pacing = new Pacing("appfoundry", 300, clock);

    @ParameterizedTest
    @CsvSource({"6000, 1", "6000, 0.5", "1200, 1", "600, 1"})
    void aShareOfTheLimitIsThatShareOfTheTurnsAndTheyComeEvenly(int requestsPerMinute, double share) throws Exception {
        long started = System.nanoTime();
        Pacing shared = new Pacing("appfoundry", requestsPerMinute, new SystemClock());
        shared.share(share);

        assertThatTurnsComeAt(requestsPerMinute * share, shared, started);
    }

    @Test
    void whatWasSentInTheLastMinuteIsSeenWithTheShareOfTheLimit() throws Exception {
        Pacing shared = new Pacing("appfoundry", 60_000, clock);
        shared.share(0.5);
        turns(shared, 3);
        assertThat(shared.budget()).isEqualTo(new Budget("appfoundry", 30_000, 3, 0, Duration.ZERO));

        clock.advance(Duration.ofMinutes(1));
        assertThat(shared.budget().usedLastMinute()).isZero();
    }

    @Test
    void aNewShareIsInForceAtOnce() throws Exception {
        Pacing shared = new Pacing("appfoundry", 6_000, new SystemClock());
        turns(shared, 20);
        long started = System.nanoTime();
        shared.share(0.2);

        assertThatTurnsComeAt(1_200, shared, started);
    }

    @Test
    void aShareThatDoesNotChangeChangesNothing() throws Exception {
        long started = System.nanoTime();
        Pacing shared = new Pacing("appfoundry", 1_200, new SystemClock());
        turns(shared, 1);
        for (int i = 0; i < 10; i++) {
            shared.share(1);
            turns(shared, 1);
        }

        assertThat((System.nanoTime() - started) / 1e6).isGreaterThanOrEqualTo(400);
    }

    @Test
    void noMoreOfAnOrganizationAreOnTheirWayThanItsLaneIsWideAndTheNextOneGoesWhenOneHasItsAnswer() throws Exception {
        Pacing wide = new Pacing("appfoundry", 60_000, clock);
        Ticket.Lane narrow = new Ticket.Lane(Samples.ACME, 1);
        assertThat(wide.turn(narrow, Urgency.FRESH, clock.waiting())).isEmpty();
        Queue<String> called = new ConcurrentLinkedQueue<>();
        Thread second = Threads.runUntilItWaits(() -> enter(wide, narrow, Urgency.FRESH, "second", called));

        assertThat(wide.turn(GLOBEX, Urgency.FRESH, clock.waiting()))
                .as("another's lane")
                .isEmpty();
        assertThat(called).isEmpty();
        wide.ended(narrow, true);
        second.join();

        assertThat(called).containsExactly("second");
    }

    @Test
    void aWaitThatIsCalledOffIsNoTurnAndLeavesNoTrace() throws Exception {
        Pacing wide = new Pacing("appfoundry", 60_000, clock);
        Ticket.Lane narrow = new Ticket.Lane(Samples.ACME, 1);
        Waiting calledOff = duration -> {
            throw new StoppedException();
        };

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(StoppedException.class)
                    .isThrownBy(() -> wide.turn(narrow, Urgency.FRESH, calledOff));
        }
        assertThat(wide.turn(narrow, Urgency.FRESH, clock.waiting())).isEmpty();
    }

    @Test
    void whoeverWaitsInLineIsTurnedAwayWhenThePlatformAsksForMorePatienceThanAWindow() throws Exception {
        Pacing wide = new Pacing("appfoundry", 60_000, clock);
        Ticket.Lane narrow = new Ticket.Lane(Samples.ACME, 1);
        assertThat(wide.turn(narrow, Urgency.FRESH, clock.waiting())).isEmpty();
        Queue<String> called = new ConcurrentLinkedQueue<>();
        Thread second = Threads.runUntilItWaits(() -> enter(wide, narrow, Urgency.FRESH, "second", called));

        wide.hold(Duration.ofHours(1));
        second.join();

        assertThat(called).containsExactly("second throttled for PT1H");
    }

    private static void enter(Pacing pacing, Ticket.Lane lane, Urgency urgency, String name, Queue<String> called) {
        try {
            called.add(pacing.turn(lane, urgency, duration -> {})
                    .map(throttled -> name + " throttled for " + throttled.retryAfter())
                    .orElse(name));
        } catch (StoppedException e) {
            called.add(name + " stopped");
        }
    }

    /** Never more than that; on a busy machine it may be less. What a tenth of a second allows comes at once. */
    private void assertThatTurnsComeAt(double perMinute, Pacing paced, long started) throws Exception {
        int turns = (int) Math.round(perMinute / 60);
        turns(paced, turns);

        assertThat((System.nanoTime() - started) / 1e6).as("a second's turns").isGreaterThanOrEqualTo(850);
    }

    @Test
    void aTurnInWhichNothingWasSentLeavesItsPermitToTheNext() throws Exception {
        Pacing slow = new Pacing("appfoundry", 6, clock); // one in ten seconds of real time
        turns(slow, 1);
        Duration usual = waited(slow);
        slow.ended(ACME, false);

        assertThat(usual).isPositive();
        assertThat(waited(slow)).isZero();
    }

    private void turns(Pacing paced, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            assertThat(paced.turn(ACME, Urgency.FRESH, clock.waiting())).isEmpty();
            paced.ended(ACME, true);
        }
    }

    @Test
    void nothingIsSentForAsLongAsThePlatformAsked() throws Exception {
        pacing.hold(Duration.ofSeconds(42));
        Instant before = clock.now();

        assertThat(pacing.turn(ACME, Urgency.FRESH, clock.waiting())).isEmpty();
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

        assertThat(waited(pacing)).isEqualTo(held == null ? Duration.ZERO : held);
    }

    /** Before the turn of a line in which nobody else waits. */
    private Duration waited(Pacing paced) throws StoppedException {
        long start = clock.nanoTime();
        assertThat(paced.turn(ACME, Urgency.FRESH, clock.waiting())).isEmpty();
        return Duration.ofNanos(clock.nanoTime() - start);
    }

    private Optional<Duration> heldFor() throws StoppedException {
        Optional<Duration> held =
                pacing.turn(ACME, Urgency.FRESH, clock.waiting()).map(Answer.Throttled::retryAfter);
        if (held.isEmpty()) {
            pacing.ended(ACME, true);
        }
        return held;
    }
}
