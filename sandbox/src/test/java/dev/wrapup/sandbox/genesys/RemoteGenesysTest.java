package dev.wrapup.sandbox.genesys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.FrontDoor;
import dev.wrapup.time.SystemClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What another process can tell the simulator, and hear from it. */
@Timeout(30)
class RemoteGenesysTest {

    private final Scenario scenario =
            Scenario.oneClient(2).eachOrganization(organization -> organization.withClosuresPerSecond(200));
    private final SimulatedGenesys genesys = SimulatedGenesys.start(scenario, new SystemClock());
    private final RemoteGenesys remote = new RemoteGenesys(genesys.url());
    private final OrganizationId first = scenario.organization(1);
    private final OrganizationId second = scenario.organization(2);

    @AfterEach
    void stop() {
        remote.close();
        genesys.stop();
    }

    static List<Fault> faults() {
        return List.of(
                Fault.status(503),
                Fault.status(429, Duration.ofSeconds(3)),
                Fault.hang(Duration.ofMillis(1_500)),
                Fault.drop(),
                Fault.html(502),
                Fault.late(Duration.ofMillis(300)),
                Fault.slowBody(Duration.ofMillis(7)),
                Fault.garbage(),
                Fault.halfBody(),
                Fault.emptyBody(),
                Fault.afterAccepting(Fault.status(504)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultArrivesAsItIs(Fault fault) throws Exception {
        remote.spoil(first, fault, 1, Call.SEND);

        Faults there = genesys.faults(first);
        assertThat(fault instanceof Fault.AfterAccepting ? there.drawAccepted() : there.draw(Call.SEND))
                .contains(fault instanceof Fault.AfterAccepting after ? after.fault() : fault);
        assertThat(there.draw(Call.VERIFY)).isEmpty();
        assertThat(genesys.faults(second).draw(Call.SEND)).isEmpty();
    }

    @Test
    void everythingCanBeSpoiltAndIsHealedTogether() throws Exception {
        remote.spoilAll(Fault.drop(), 1);

        assertThat(genesys.faults(first).draw(Call.VERIFY)).isPresent();
        assertThat(genesys.faults(second).draw(Call.SEND)).isPresent();
        assertThat(genesys.loginFaults().draw(Call.LOGIN)).isPresent();

        remote.heal();

        assertThat(genesys.allFaults())
                .allSatisfy(faults -> assertThat(faults.draw(Call.LOGIN)).isEmpty());
    }

    @Test
    void readinessChangesForWhatClosesMeanwhile() throws Exception {
        remote.changeReadiness(new Readiness(0, 1, new Lag.LogNormal(Duration.ofSeconds(1), 0.8)));
        ClosedConversation meanwhile = genesys.closeConversation(first);
        remote.restoreReadiness();
        ClosedConversation afterwards = genesys.closeConversation(first);

        assertThat(history(meanwhile).readyAt()).as("never").isNull();
        assertThat(history(afterwards).readyAt()).isNotNull();
    }

    @Test
    void oneOrganizationIsHealedAlone() throws Exception {
        remote.spoilAll(Fault.status(403), 1);

        remote.heal(first);

        assertThat(genesys.faults(first).draw(Call.SEND)).isEmpty();
        assertThat(genesys.faults(second).draw(Call.SEND)).isPresent();
        assertThat(genesys.loginFaults().draw(Call.LOGIN)).isPresent();
    }

    @Test
    void readinessChangesInOneOrganizationAlone() throws Exception {
        remote.changeReadiness(first, new Readiness(0, 1, new Lag.Fixed(Duration.ZERO)));

        List<ClosedConversation> closed = remote.close(List.of(second, first));

        assertThat(closed).extracting(ClosedConversation::organization).containsExactly(second, first);
        assertThat(history(closed.getFirst()).readyAt()).isNotNull();
        assertThat(history(closed.getLast()).readyAt()).as("never").isNull();
    }

    @Test
    void aSecretIsChanged() throws Exception {
        OAuthClient client = scenario.clients().getFirst();
        remote.changeSecret(client.id(), "another");

        ApiClient api = new ApiClient(genesys.url());
        assertThat(api.login(client.id(), client.secret()).statusCode()).isEqualTo(401);
        assertThat(api.login(client.id(), "another").statusCode()).isEqualTo(200);
    }

    @Test
    void deliveriesOfSomeOrganizationsAreAwaited() throws Exception {
        ClosedConversation closed = remote.close(List.of(first)).getFirst();
        new ApiClient(genesys.url()).login(scenario.clients().getFirst()).wrapUp(closed.id(), first);

        assertThat(remote.awaitDelivered(Set.of(first, second), 1, Duration.ofSeconds(10)))
                .isTrue();
        assertThat(remote.awaitDelivered(Set.of(second), 1, Duration.ofMillis(1)))
                .isFalse();
        assertThat(remote.summary(first)).isEqualTo(genesys.truth().summary(first));
        assertThat(remote.testimony().clients()).isEqualTo(genesys.truth().clients());
    }

    @Test
    void closuresFlowUntilTheyAreToldToEndAndEachThatWasAcceptedIsInTheTestimony() throws Exception {
        FrontDoor door = new FrontDoor();
        try {
            remote.emit(door.uri(), "key", Traffic.ORDERLY);
            door.await(20);
            remote.finishEmitting();

            Testimony testimony = remote.testimony();
            assertThat(testimony.accepted())
                    .extracting(accepted -> new String(accepted.closed().event(), UTF_8))
                    .containsExactlyInAnyOrderElementsOf(door.received().stream()
                            .map(FrontDoor.Received::body)
                            .toList());
            assertThat(testimony.histories()).containsExactlyInAnyOrderElementsOf(histories());
            assertThat(testimony.deliveries().accepted())
                    .isEqualTo(testimony.accepted().size());
        } finally {
            door.stop();
        }
    }

    private History history(ClosedConversation closed) {
        return genesys.truth().history(closed.id()).orElseThrow();
    }

    private List<History> histories() {
        return genesys.truth().conversations().stream()
                .map(id -> genesys.truth().history(id).orElseThrow())
                .toList();
    }
}
