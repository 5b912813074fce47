package dev.wrapup.worker.genesys;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.Gate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request's place in the line. Its gate opens when its turn has come, or it is known that none comes soon. */
final class Ticket {

    private final Lane lane;
    private final Urgency urgency;
    private final Gate called = new Gate();
    private volatile Answer.@Nullable Throttled throttled;

    /**
     * How many requests of an organization may be on their way at once.
     *
     * @param width at least 1
     */
    record Lane(OrganizationId organization, int width) {}

    Ticket(Lane lane, Urgency urgency) {
        this.lane = lane;
        this.urgency = urgency;
    }

    Lane lane() {
        return lane;
    }

    Urgency urgency() {
        return urgency;
    }

    Gate called() {
        return called;
    }

    /** Its turn has come. */
    void call() {
        called.open();
    }

    /** Its turn does not come soon. */
    void turnAway(Answer.Throttled answer) {
        throttled = answer;
        called.open();
    }

    /** Why it was turned away; empty when its turn has come. */
    Optional<Answer.Throttled> turnedAway() {
        return Optional.ofNullable(throttled);
    }
}
