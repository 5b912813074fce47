package dev.wrapup.worker.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.deliver.Finished;
import dev.wrapup.worker.deliver.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final Duration SHORTEST_DELAY = Duration.ofSeconds(10);
    private static final int WIDE = 64;
    private static final OrganizationId INITECH = new OrganizationId("00000000-0000-4000-8000-000000000003");

    private final ManualClock clock = new ManualClock();
    private final AssignedPartition partition = partition();
    private Lanes lanes = lanes(2_000);
    private long nextOffset;

    @Test
    void aLaneOpensNarrowAndWidensWithWhatEnds() {
        Deque<Taken> active = new ArrayDeque<>(enter(Samples.ACME, 500));
        assertThat(active).hasSize(8);

        for (int i = 0; i < 100; i++) {
            active.addAll(end(active.remove()));
        }

        assertThat(active).as("no wider than maxInFlight").hasSize(WIDE);
    }

    @Test
    void aLaneShowsWhatIsInIt() {
        List<Taken> started = enter(Samples.ACME, 20);
        lanes.rest(started.getFirst());

        assertThat(lanes.views(List.of(Samples.ACME, Samples.GLOBEX, INITECH)))
                .containsEntry(Samples.ACME, new LaneView(8, 1, 11))
                .containsEntry(Samples.GLOBEX, new LaneView(0, 0, 0))
                .containsEntry(INITECH, LaneView.IDLE);
    }

    @Test
    void everyOrganizationHasALaneOfItsOwn() {
        enter(Samples.ACME, 500);

        assertThat(enter(Samples.GLOBEX, 3)).as("start at once").hasSize(3);
    }

    @Test
    void strangersHaveALaneToo() {
        assertThat(lanes.enter(new Taken(partition, record("no organization's id", clock.now(), false))))
                .hasSize(1);
        assertThat(lanes.enter(new Taken(partition, record(null, clock.now(), false))))
                .hasSize(1);
    }

    @Test
    void theOldestStartsFirstHoweverOftenItWentThroughADelayTopic() {
        List<Taken> active = enter(Samples.ACME, 8);
        Taken young = new Taken(partition, record(Samples.ACME.value(), clock.now(), false));
        Taken old =
                new Taken(partition, record(Samples.ACME.value(), clock.now().minusSeconds(60), false));
        assertThat(lanes.enter(young)).isEmpty();
        assertThat(lanes.enter(old)).isEmpty();

        assertThat(end(active.getFirst())).startsWith(old);
    }

    @Test
    void whatWasNeverTriedAndWhatWasStartByTurns() {
        List<Taken> active = enter(Samples.ACME, 8);
        Taken tried =
                new Taken(partition, record(Samples.ACME.value(), clock.now().minusSeconds(60), true));
        Taken triedToo =
                new Taken(partition, record(Samples.ACME.value(), clock.now().minusSeconds(60), true));
        Taken fresh = new Taken(partition, record(Samples.ACME.value(), clock.now(), false));
        List.of(tried, triedToo, fresh).forEach(lanes::enter);

        assertThat(end(active.get(0))).containsExactly(tried, fresh);
        assertThat(end(active.get(1))).containsExactly(triedToo);
    }

    @Test
    void whileAPassRestsAnotherOneUsesItsPlace() {
        List<Taken> active = enter(Samples.ACME, 9);
        assertThat(active).hasSize(8);

        assertThat(lanes.rest(active.getFirst())).hasSize(1);
        lanes.resume(active.getFirst());

        assertThat(enter(Samples.ACME, 1)).as("one too many are active").isEmpty();
    }

    @Test
    void howeverLongOneBacklogHalfOfTheRoomStaysFreeForOthers() {
        lanes = lanes(20);
        List<Taken> active = new ArrayList<>(enter(Samples.ACME, 100));
        for (int i = 0; i < 8; i++) {
            active.addAll(lanes.ended(active.get(i))); // the outcomes are not durable yet: their places stay taken
        }

        assertThat(active).as("half of twenty places").hasSize(10);
        assertThat(enter(Samples.GLOBEX, 100)).as("half of what is left").hasSize(5);

        active.subList(0, 8).forEach(lanes::settled);
        assertThat(lanes.startable()).isNotEmpty();
    }

    @Test
    void aLaneThatDrainsSoonKeepsItsPartitionWaitingAndOneThatDoesNotSheds() {
        lanes = lanes(1); // 16 KiB may wait
        Taken first = enter(Samples.ACME, 1).getFirst();
        int waiting = 0;
        while (lanes.admits(record(Samples.ACME.value(), clock.now(), false))) {
            enter(Samples.ACME, 1);
            waiting++;
        }
        assertThat(waiting).as("half of the room").isBetween(5, 20);
        assertThat(lanes.shed(List.of())).as("nothing is known yet").isEmpty();
        assertThat(lanes.admits(record(Samples.GLOBEX.value(), clock.now(), false)))
                .isTrue();

        clock.advance(Duration.ofSeconds(2)); // and nothing ended
        assertThat(lanes.admits(record(Samples.ACME.value(), clock.now(), false)))
                .isTrue();
        assertThat(lanes.shed(List.of())).hasSize(waiting).allSatisfy(shed -> {
            assertThat(shed.turnIn()).isEqualTo(Duration.ofSeconds(20));
            assertThat(shed.taken()).isNotSameAs(first);
        });
    }

    @Test
    void whatIsShedFreesItsRoomOnceItIsDurable() {
        lanes = lanes(1);
        enter(Samples.ACME, 12);
        clock.advance(Duration.ofSeconds(2));
        List<Lane.Shed> shed = lanes.shed(List.of(partition));
        assertThat(shed).isNotEmpty();
        int admitted = admitted(Samples.GLOBEX);

        shed.forEach(each -> lanes.shedSettled(each.taken()));

        assertThat(admitted(Samples.GLOBEX)).isGreaterThan(admitted);
    }

    private int admitted(OrganizationId organization) {
        int admitted = 0;
        while (lanes.admits(record(organization.value(), clock.now(), false))) {
            enter(organization, 1);
            admitted++;
        }
        return admitted;
    }

    @Test
    void aSlowLaneKeepsWhatItDoesInTwoDelaysAndTheYoungestLeave() {
        Deque<Taken> active = new ArrayDeque<>();
        List<Instant> ages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Instant seen = clock.now().plusSeconds(i);
            ages.add(seen);
            active.addAll(lanes.enter(new Taken(partition, record(Samples.ACME.value(), seen, false))));
        }
        for (int second = 0; second < 15; second++) { // one ends each second
            clock.advance(Duration.ofSeconds(1));
            active.addAll(end(active.remove()));
        }

        List<Lane.Shed> shed = lanes.shed(List.of());

        assertThat(shed).hasSizeBetween(60, 75); // of 85, 20 stay, about
        assertThat(shed)
                .extracting(each -> each.taken().trail().firstSeen())
                .as("the youngest")
                .containsExactlyElementsOf(ages.subList(100 - shed.size(), 100));
        assertThat(shed.getFirst().turnIn()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(25));
        assertThat(shed.getLast().turnIn()).isBetween(Duration.ofSeconds(70), Duration.ofSeconds(100));
        assertThat(shed.getFirst().why()).startsWith("the organization's lane is full");
        assertThat(lanes.shed(List.of())).isEmpty();
    }

    @Test
    void anOrganizationThatIsKeptBackIsTriedTenTimesASecondAndItsBacklogLeaves() {
        lanes = lanes(100);
        Outcome open = new Outcome.Deferred(Reason.Deferred.CIRCUIT_OPEN, SHORTEST_DELAY, "open");
        Deque<Taken> active = new ArrayDeque<>(enter(Samples.ACME, 1_000));
        for (int n = active.size(); n > 0; n--) {
            lanes.learn(active.getFirst(), finished(active.getFirst(), open, 0));
            assertThat(end(active.remove())).isEmpty();
        }
        assertThat(lanes.startable()).isEmpty();
        clock.advance(Duration.ofMillis(100));
        active.addAll(lanes.startable());
        assertThat(active).hasSize(1);

        assertThat(lanes.shed(List.of()))
                .as("a hundred are tried in a delay's time")
                .hasSizeBetween(850, 900)
                .allSatisfy(shed -> assertThat(shed.why()).isEqualTo("CIRCUIT_OPEN keeps the organization back: open"));
        assertThat(lanes.shed(List.of(partition))).as("they hold up its window").hasSizeBetween(90, 100);

        enter(Samples.ACME, 20);
        Outcome accepted = new Outcome.Delivered(Reason.Delivered.ACCEPTED, clock.now());
        lanes.learn(active.getFirst(), finished(active.getFirst(), accepted, 2));
        assertThat(end(active.remove())).as("it goes on").hasSizeGreaterThan(5);
    }

    @Test
    void whatWasAskedAndRefusedKeepsNobodyBack() {
        Deque<Taken> active = new ArrayDeque<>(enter(Samples.ACME, 500));
        Outcome forbidden = new Outcome.Deferred(Reason.Deferred.CREDENTIALS_REFUSED, SHORTEST_DELAY, "status 403");

        lanes.learn(active.getFirst(), finished(active.getFirst(), forbidden, 1));

        assertThat(end(active.remove())).as("it goes on").isNotEmpty();
        assertThat(lanes.shed(List.of(partition))).isEmpty();
    }

    @Test
    void aLoginThatFailsKeepsItsOrganizationBack() {
        Deque<Taken> active = new ArrayDeque<>(enter(Samples.ACME, 500));
        Outcome down = new Outcome.Deferred(Reason.Deferred.API_UNAVAILABLE, SHORTEST_DELAY, "no token: status 503");

        lanes.learn(active.getFirst(), finished(active.getFirst(), down, 0));

        assertThat(end(active.remove())).isEmpty();
    }

    @Test
    void shortPassesOfWhichOnlyFewMayRunLeaveWhatWouldLastForMinutes() {
        lanes = new Lanes(List.of(Samples.narrow(Samples.ACME, 4)), 2_000, SHORTEST_DELAY, clock);
        Deque<Taken> active = new ArrayDeque<>(enter(Samples.ACME, 1_000));
        for (int n = 0; n < 50; n++) { // four a second, each after one
            clock.advance(Duration.ofMillis(250));
            active.addAll(end(active.remove()));
        }

        assertThat(active).hasSize(4);
        assertThat(lanes.shed(List.of(partition))).as("all that wait in it").hasSize(1_000 - 50 - 4);
    }

    @Test
    void whatBecomesFreeGoesToAllLanesByTurnsEvenWhereThereAreMoreOfThemThanPlaces() {
        lanes = new Lanes(
                Stream.of(Samples.ACME, Samples.GLOBEX, INITECH)
                        .map(Samples::organization)
                        .toList(),
                2,
                SHORTEST_DELAY,
                clock);
        Deque<Taken> active = new ArrayDeque<>();
        for (OrganizationId organization : List.of(Samples.ACME, Samples.GLOBEX, INITECH)) {
            active.addAll(enter(organization, 20));
        }
        List<String> started = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            Taken done = active.remove();
            active.addAll(lanes.ended(done));
            lanes.settled(done);
            active.addAll(lanes.startable());
            started.add(active.getLast().organization());
        }

        assertThat(started).contains(Samples.ACME.value(), Samples.GLOBEX.value(), INITECH.value());
    }

    @Test
    void passesThatWaitForReadinessForLongMakeALaneSlowToo() {
        lanes = lanes(100);
        Deque<Taken> active = new ArrayDeque<>(enter(Samples.ACME, 1_000));
        List<Taken> resting = new ArrayList<>();
        while (!active.isEmpty()) {
            resting.add(active.getFirst());
            active.addAll(lanes.rest(active.remove()));
        }
        assertThat(resting).as("half of the places").hasSize(50);
        clock.advance(Duration.ofSeconds(5));
        for (Taken taken : resting.subList(0, 5)) { // one a second
            lanes.resume(taken);
            lanes.ended(taken);
        }

        assertThat(lanes.shed(List.of(partition))).isNotEmpty();
    }

    @Test
    void aPartitionWithoutRoomPressesTheLanesThatWaitInItAndNoOthers() {
        enter(Samples.ACME, 100);
        clock.advance(Duration.ofSeconds(2));

        assertThat(lanes.shed(List.of(partition()))).isEmpty();
        assertThat(lanes.shed(List.of(partition))).isNotEmpty();
    }

    @Test
    void whileNothingCanBeSettledNoLaneIsSlow() {
        enter(Samples.ACME, 100);
        for (int second = 0; second < 300; second++) {
            clock.advance(Duration.ofSeconds(1));
            lanes.judgeAnew();
        }

        assertThat(lanes.shed(List.of(partition))).isEmpty();
        clock.advance(Duration.ofMillis(900));
        assertThat(lanes.shed(List.of(partition))).as("nor just afterwards").isEmpty();
    }

    @Test
    void withoutAnyRoomEvenASlowLaneTakesNothing() {
        lanes = lanes(1);
        enter(Samples.ACME, 100);
        clock.advance(Duration.ofSeconds(2));

        assertThat(lanes.admits(record(Samples.ACME.value(), clock.now(), false)))
                .isFalse();
    }

    @Test
    void aLongQueueOfShortPassesShedsNothing() {
        lanes = lanes(1_000);
        Deque<Taken> active = new ArrayDeque<>(enter(Samples.ACME, 5_000));
        for (int i = 0; i < 1_500; i++) { // a hundred a second: half a minute for what is left
            clock.advance(Duration.ofMillis(10));
            active.addAll(end(active.remove()));
        }

        assertThat(lanes.shed(List.of(partition))).isEmpty();
    }

    @Test
    void aLaneThatIsFullForAMomentShedsNothing() {
        Deque<Taken> active = new ArrayDeque<>(enter(Samples.ACME, 500));
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofMillis(20));
            for (int n = active.size(); n > 0; n--) {
                active.addAll(end(active.remove()));
            }
        }

        assertThat(lanes.shed(List.of(partition))).isEmpty();
    }

    @Test
    void whoeverIsThrottledHoldsFewRecords() {
        Deque<Taken> active = new ArrayDeque<>(enter(Samples.ACME, 500));
        for (int i = 0; i < 30; i++) {
            clock.advance(Duration.ofSeconds(4));
            lanes.shed(List.of());
            active.addAll(enter(Samples.ACME, 10));
            active.addAll(end(active.remove()));
        }

        assertThat(active).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void whatWaitsInAPartitionThatIsGivenAwayIsForgotten() {
        List<Taken> active = enter(Samples.ACME, 20);
        AssignedPartition kept = partition();
        Taken staying = new Taken(kept, record(Samples.ACME.value(), clock.now(), false));
        lanes.enter(staying);

        lanes.forget(List.of(partition));

        assertThat(end(active.getFirst())).containsExactly(staying);
    }

    private List<Taken> enter(OrganizationId organization, int count) {
        List<Taken> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.addAll(lanes.enter(new Taken(partition, record(organization.value(), clock.now(), false))));
        }
        return started;
    }

    private List<Taken> end(Taken taken) {
        lanes.settled(taken);
        return lanes.ended(taken);
    }

    private static Finished finished(Taken taken, Outcome outcome, int calls) {
        Trail trail = taken.trail();
        return new Finished(outcome, null, trail.with(trail.effort().plusCalls(calls)));
    }

    private Lanes lanes(int maxInFlight) {
        return new Lanes(
                List.of(Samples.organization(Samples.ACME), Samples.organization(Samples.GLOBEX)),
                maxInFlight,
                SHORTEST_DELAY,
                clock);
    }

    private AssignedPartition partition() {
        return new AssignedPartition(
                new TopicPartition("wrapup.closures", 0),
                null,
                null,
                new AssignedPartition.Tenure(clock.now(), new Lease(clock)));
    }

    private ConsumerRecord<byte[], byte[]> record(String key, Instant firstSeen, boolean tried) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("wrapup-first-seen", Long.toString(firstSeen.toEpochMilli()).getBytes(UTF_8));
        headers.add("wrapup-polls", (tried ? "1" : "0").getBytes(UTF_8));
        return new ConsumerRecord<>(
                "wrapup.closures",
                0,
                nextOffset++,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                key == null ? null : key.getBytes(UTF_8),
                new byte[500],
                headers,
                Optional.empty());
    }
}
