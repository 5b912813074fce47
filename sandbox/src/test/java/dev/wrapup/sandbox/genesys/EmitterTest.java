package dev.wrapup.sandbox.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.Closure;
import dev.wrapup.event.Event;
import dev.wrapup.event.EventDecoder;
import dev.wrapup.event.MalformedEventException;
import dev.wrapup.sandbox.eventbridge.ApiDestination;
import dev.wrapup.sandbox.eventbridge.FrontDoor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EmitterTest extends SimulatorTest {

    private final FrontDoor door = new FrontDoor();
    private final ApiDestination destination = new ApiDestination(door.forThePatient(), clock);
    private final EventDecoder decoder = new EventDecoder(Set.of("v2.detail.events.conversation.{id}.customer.end"));

    EmitterTest() throws Exception {
        super(Scenario.oneClient(2).eachOrganization(org -> org.withClosuresPerSecond(100)));
    }

    @AfterEach
    void stopDelivery() {
        destination.stop();
        door.stop();
    }

    @Test
    void aNumberOfClosuresIsSpreadOverTheOrganizationsAndEachSentOnce() throws Exception {
        Emitter emitter = emitter(Traffic.ORDERLY);

        emitter.emit(20);

        assertThat(emitter.counts().accepted()).isEqualTo(20);
        assertThat(genesys.truth().summary(one).closures()).isEqualTo(10);
        assertThat(genesys.truth().summary(two).closures()).isEqualTo(10);
        List<Closure> closures = closures();
        assertThat(closures).hasSize(20).allSatisfy(closure -> {
            History history = genesys.truth().history(closure.conversation()).orElseThrow();
            assertThat(history.organization()).isEqualTo(closure.organization());
            assertThat(history.emittedAt()).isEqualTo(clock.now());
        });
        emitter.stop();
    }

    @Test
    void duplicatesAreTheSameBytesAndOtherEventsCloseNothing() throws Exception {
        emitter(new Traffic(1, 0, Duration.ZERO, 1, 4)).emit(10);

        assertThat(door.received()).hasSize(30);
        assertThat(closures()).hasSize(20);
        Set<String> distinct = new HashSet<>();
        door.received().forEach(request -> distinct.add(request.body()));
        assertThat(distinct).hasSize(20);
        assertThat(genesys.truth().summary().closures()).isEqualTo(10);
    }

    @Test
    void aDelayedEventIsEmittedLaterThanItsConversationCloses() throws Exception {
        Emitter emitter = emitter(new Traffic(0, 1, Duration.ofSeconds(10), 0, 4));
        Thread emission = Thread.startVirtualThread(() -> {
            try {
                emitter.emit(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Duration delay = clock.awaitSleep(1);
        assertThat(delay).isBetween(Duration.ofNanos(1), Duration.ofSeconds(10));
        assertThat(door.received()).isEmpty();

        clock.advance(delay);
        emission.join();

        Closure closure = closures().getFirst();
        History history = genesys.truth().history(closure.conversation()).orElseThrow();
        assertThat(history.emittedAt()).isEqualTo(clock.now()).isAfter(history.closedAt());
    }

    @Test
    void conversationsCloseAtTheirOrganizationsRateUntilStopped() throws Exception {
        Emitter emitter = emitter(Traffic.ORDERLY);
        emitter.start();
        clock.awaitSleep(2); // one for each organization
        clock.advance(Duration.ofSeconds(1));
        clock.awaitSleep(4); // each has closed what was due, and sleeps again

        emitter.stop();
        emitter.stop();
        assertThat(genesys.truth().summary(one).closures()).isBetween(60L, 140L);
        assertThat(genesys.truth().summary(two).closures()).isBetween(60L, 140L);
    }

    private Emitter emitter(Traffic traffic) {
        return new Emitter(genesys, destination, traffic, clock);
    }

    private List<Closure> closures() {
        return door.received().stream()
                .map(request -> decode(request.body()))
                .filter(Closure.class::isInstance)
                .map(Closure.class::cast)
                .toList();
    }

    private Event decode(String body) {
        try {
            return decoder.decode(body.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedEventException e) {
            throw new AssertionError(e);
        }
    }
}
