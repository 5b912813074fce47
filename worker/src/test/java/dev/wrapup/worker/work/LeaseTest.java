package dev.wrapup.worker.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long it holds. How it is awaited is told by the partition's test, how it is renewed by the settler's. */
class LeaseTest {

    private static final Duration MOMENT = Duration.ofNanos(1);

    private final ManualClock clock = new ManualClock();
    private final Lease lease = new Lease(clock);

    @Test
    void nobodyHasGivenItYet() {
        assertThat(lease.holds()).isFalse();
        assertThat(lease.untilRenewal()).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void itHoldsForItsLengthFromTheQuestionNotFromTheAnswer() {
        long asked = clock.nanoTime();
        clock.advance(Lease.LENGTH.dividedBy(2));

        lease.renew(asked);

        clock.advance(Lease.LENGTH.dividedBy(2).minus(MOMENT));
        assertThat(lease.holds()).isTrue();
        clock.advance(MOMENT);
        assertThat(lease.holds()).isFalse();
    }

    @Test
    void itIsToBeRenewedWellBeforeItsEnd() {
        lease.renew(clock.nanoTime());

        assertThat(lease.untilRenewal()).isEqualTo(Lease.RENEWAL);
        assertThat(Lease.RENEWAL).isLessThanOrEqualTo(Lease.LENGTH.dividedBy(4));
    }

    @Test
    void itCanBeDropped() {
        lease.renew(clock.nanoTime());

        lease.drop();

        assertThat(lease.holds()).isFalse();
    }
}
