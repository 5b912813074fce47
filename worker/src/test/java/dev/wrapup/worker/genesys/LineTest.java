package dev.wrapup.worker.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final Ticket.Lane ACME = new Ticket.Lane(Samples.ACME, 100);
    private static final Ticket.Lane GLOBEX = new Ticket.Lane(Samples.GLOBEX, 100);

    private final Line line = new Line();

    @Test
    void sendsGoFirstWhoeversTheyAre() {
        Ticket fresh = add(ACME, Urgency.FRESH);
        Ticket retry = add(GLOBEX, Urgency.RETRY);
        Ticket send = add(GLOBEX, Urgency.SEND);

        assertThat(called(3)).containsExactly(send, fresh, retry);
    }

    @Test
    void organizationsTakeTurnsHoweverLongTheBacklogOfOne() {
        List<Ticket> backlog = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            backlog.add(add(ACME, Urgency.FRESH));
        }
        Ticket first = add(GLOBEX, Urgency.FRESH);
        Ticket second = add(GLOBEX, Urgency.FRESH);

        assertThat(called(4)).containsExactly(backlog.get(0), first, backlog.get(1), second);
    }

    @Test
    void whatWasNeverTriedAndWhatWasTakeTurns() {
        Ticket retry1 = add(ACME, Urgency.RETRY);
        Ticket retry2 = add(ACME, Urgency.RETRY);
        Ticket fresh1 = add(ACME, Urgency.FRESH);
        Ticket fresh2 = add(ACME, Urgency.FRESH);

        assertThat(called(4)).containsExactly(fresh1, retry1, fresh2, retry2);
    }

    @Test
    void aFullLaneIsPassedOverUntilOneOfItsOwnHasItsAnswer() {
        Ticket.Lane narrow = new Ticket.Lane(Samples.ACME, 1);
        Ticket first = add(narrow, Urgency.FRESH);
        Ticket second = add(narrow, Urgency.SEND);
        Ticket other = add(GLOBEX, Urgency.FRESH);

        assertThat(called(2)).containsExactly(second, other);
        assertThat(line.hasNext()).isFalse();
        assertThat(line.next()).isNull();

        line.ended(Samples.ACME);
        assertThat(called(1)).containsExactly(first);
    }

    @Test
    void whoeverLeavesTheLineIsNotCalled() {
        Ticket leaving = add(ACME, Urgency.FRESH);
        Ticket staying = add(ACME, Urgency.FRESH);

        assertThat(line.remove(leaving)).isTrue();
        assertThat(called(1)).containsExactly(staying);
        assertThat(line.remove(staying)).as("it was called").isFalse();
    }

    @Test
    void whoeverWaitsIsSentAwayTogether() {
        Ticket called = add(ACME, Urgency.FRESH);
        line.next();
        Ticket one = add(ACME, Urgency.RETRY);
        Ticket other = add(GLOBEX, Urgency.FRESH);

        assertThat(line.clear()).containsExactlyInAnyOrder(one, other).doesNotContain(called);
        assertThat(line.hasNext()).isFalse();
    }

    private Ticket add(Ticket.Lane lane, Urgency urgency) {
        Ticket ticket = new Ticket(lane, urgency);
        line.add(ticket);
        return ticket;
    }

    private List<Ticket> called(int count) {
        List<Ticket> called = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            called.add(line.next());
        }
        return called;
    }
}
