package dev.wrapup.worker.deliver;

import static dev.wrapup.worker.deliver.ScriptedGenesys.ACCEPTED;
import static dev.wrapup.worker.deliver.ScriptedGenesys.NOT_FOUND;
import static dev.wrapup.worker.deliver.ScriptedGenesys.READY;
import static dev.wrapup.worker.deliver.ScriptedGenesys.WRAPPED_UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wrapup.config.Config;
import dev.wrapup.config.Verification;
import dev.wrapup.event.Closure;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.Configs;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.genesys.Genesys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeliveryTest {

    private static final Instant LONG_OWNED = ManualClock.START.minus(Duration.ofHours(1));

    private final ManualClock clock = new ManualClock();
    private final Closure closure = Samples.closure();
    private final Trail trail = Samples.trail();

    @Test
    void aClosureOfAnOrganizationThatIsNotConfiguredIsADeadLetter() throws Exception {
        Delivery delivery = delivery(Verification.ALWAYS, organization -> Optional.empty());

        Finished finished = delivery.deliver(closure, trail, LONG_OWNED, clock.waiting());

        assertThat(finished.outcome())
                .isEqualTo(new Outcome.Dead(
                        Reason.Dead.UNKNOWN_ORGANIZATION, "organization " + Samples.ACME + " is not configured"));
        assertThat(finished.closure()).isEqualTo(closure);
        assertThat(finished.trail()).isEqualTo(trail);
    }

    @Test
    void everyClosureGoesToItsOwnOrganization() throws Exception {
        ScriptedGenesys acme = new ScriptedGenesys(READY, ACCEPTED);
        ScriptedGenesys globex = new ScriptedGenesys();
        Map<OrganizationId, Genesys> clients = Map.of(Samples.ACME, acme, Samples.GLOBEX, globex);
        Delivery delivery =
                delivery(Verification.ALWAYS, organization -> Optional.ofNullable(clients.get(organization)));

        assertThat(delivery.deliver(closure, trail, LONG_OWNED, clock.waiting()).outcome())
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(acme.asked()).hasSize(2);
        assertThat(globex.asked()).isEmpty();
    }

    @Test
    void whatThePassLearntIsHandedOn() throws Exception {
        Finished finished = deliver(Verification.ALWAYS, new ScriptedGenesys(READY, ACCEPTED), trail, LONG_OWNED);

        assertThat(finished.trail().effort()).isEqualTo(new Effort(0, 1, 2, 0));
        assertThat(finished.trail().conversationFound()).isTrue();
    }

    @Test
    void alwaysMeansThatEvenAFreshRecordIsVerified() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(READY, ACCEPTED);

        deliver(Verification.ALWAYS, genesys, trail, LONG_OWNED);

        assertThat(genesys.asked()).containsExactly("GET", "POST");
    }

    @Test
    void inDoubtMeansThatAFreshRecordIsSentWithoutAsking() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(ACCEPTED);

        deliver(Verification.IN_DOUBT, genesys, trail, LONG_OWNED);

        assertThat(genesys.asked()).containsExactly("POST");
    }

    @Test
    void inDoubtMeansThatARecordThatCostSomethingIsVerified() throws Exception {
        for (Effort effort : List.of(
                new Effort(1, 0, 0, 0), new Effort(0, 1, 0, 0), new Effort(0, 0, 1, 0), new Effort(0, 0, 0, 1))) {
            ScriptedGenesys genesys = new ScriptedGenesys(WRAPPED_UP);

            deliver(Verification.IN_DOUBT, genesys, trail.with(effort), LONG_OWNED);

            assertThat(genesys.asked()).as("%s", effort).containsExactly("GET");
        }
    }

    @Test
    void inDoubtMeansThatARecordFromBeforeThisWorkersTimeIsVerified() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(WRAPPED_UP);

        deliver(Verification.IN_DOUBT, genesys, trail, ManualClock.START);

        assertThat(genesys.asked()).containsExactly("GET");
    }

    @Test
    void aRecordIsNeverSentTwiceWhenItsEventWasDeliveredTwice() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(ACCEPTED, WRAPPED_UP);
        Delivery delivery = delivery(Verification.IN_DOUBT, organization -> Optional.of(genesys));

        delivery.deliver(closure, trail, LONG_OWNED, clock.waiting());
        Finished second = delivery.deliver(closure, trail, LONG_OWNED, clock.waiting());

        assertThat(second.outcome()).isEqualTo(new Outcome.Delivered(Reason.Delivered.ALREADY_APPLIED, null));
        assertThat(genesys.asked()).containsExactly("POST", "GET");
    }

    @Test
    void aRecordIsVerifiedAfterAPassThatWasCalledOff() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(NOT_FOUND, WRAPPED_UP);
        Delivery delivery = delivery(Verification.IN_DOUBT, organization -> Optional.of(genesys));

        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> delivery.deliver(closure, trail, LONG_OWNED, stoppedAtTheFirstWait()));
        delivery.deliver(closure, trail, LONG_OWNED, clock.waiting());

        assertThat(genesys.asked()).containsExactly("POST", "GET");
    }

    @Test
    void aPassThatIsCalledOffLeavesItsTurn() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(READY, ACCEPTED);
        Delivery delivery = delivery(Verification.ALWAYS, organization -> Optional.of(genesys));
        Waiting calledOff = duration -> {
            throw new StoppedException();
        };

        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> delivery.deliver(closure, trail, LONG_OWNED, calledOff));

        assertThat(genesys.asked()).isEmpty(); // it was noticed before anything was asked
        assertThat(delivery.deliver(closure, trail, LONG_OWNED, clock.waiting()).outcome())
                .isInstanceOf(Outcome.Delivered.class);
    }

    private Finished deliver(Verification verification, Genesys genesys, Trail known, Instant ownedSince)
            throws Exception {
        return delivery(verification, organization -> Optional.of(genesys))
                .deliver(closure, known, ownedSince, clock.waiting());
    }

    private Delivery delivery(Verification verification, Function<OrganizationId, Optional<Genesys>> clients) {
        return new Delivery(config(verification), clients, new Forecasts(), clock, new Random(1));
    }

    private static Waiting stoppedAtTheFirstWait() {
        return duration -> {
            if (duration.isPositive()) {
                throw new StoppedException();
            }
        };
    }

    private static Config config(Verification verification) {
        return Configs.with(
                List.of(Samples.organization(Samples.ACME), Samples.organization(Samples.GLOBEX)), verification);
    }
}
