package dev.wrapup.worker.genesys;

import dev.wrapup.event.OrganizationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may send next with one credentials entry. Sends go first; else organizations take turns, and in each those that
 * were never tried and those that were. No more of an organization are on their way at once than its lane is wide. Pure;
 * guarded by {@link Pacing}.
 */
final class Line {

    /** One organization's; here only while anything waits or is on its way. The next one to be served stands first. */
    private final Map<OrganizationId, Waiting> waiting = new LinkedHashMap<>();

    void add(Ticket ticket) {
        waiting.computeIfAbsent(ticket.lane().organization(), id -> new Waiting())
                .add(ticket);
    }

    /** Takes it out of the line; false when it has been called already. */
    boolean remove(Ticket ticket) {
        OrganizationId organization = ticket.lane().organization();
        Waiting own = waiting.get(organization);
        boolean removed = own != null && own.remove(ticket);
        tidy(organization);
        return removed;
    }

    boolean hasNext() {
        return waiting.values().stream().anyMatch(Waiting::mayBeCalled);
    }

    /** The next one, which is on its way from now on until {@link #ended}; null when nobody may be called. */
    @Nullable
    Ticket next() {
        Ticket next = next(own -> own.isWaiting(Urgency.SEND));
        return next != null ? next : next(own -> true);
    }

    private @Nullable Ticket next(Predicate<Waiting> condition) {
        for (Map.Entry<OrganizationId, Waiting> each : waiting.entrySet()) {
            Waiting own = each.getValue();
            if (own.mayBeCalled() && condition.test(own)) {
                waiting.remove(each.getKey());
                waiting.put(each.getKey(), own); // the others come first now
                return own.next();
            }
        }
        return null;
    }

    /** How many wait for their turn. */
    int length() {
        return waiting.values().stream().mapToInt(Waiting::length).sum();
    }

    /** One that was called has its answer. */
    void ended(OrganizationId organization) {
        Waiting own = waiting.get(organization);
        if (own == null || own.onTheirWay == 0) {
            throw new IllegalStateException("none was on its way");
        }
        own.onTheirWay--;
        tidy(organization);
    }

    /** Sends everybody away that was not called. */
    List<Ticket> clear() {
        List<Ticket> all = new ArrayList<>();
        for (OrganizationId organization : List.copyOf(waiting.keySet())) {
            Waiting own = waiting.get(organization);
            if (own != null) {
                own.queues.values().forEach(queue -> {
                    all.addAll(queue);
                    queue.clear();
                });
                tidy(organization);
            }
        }
        return all;
    }

    private void tidy(OrganizationId organization) {
        Waiting own = waiting.get(organization);
        if (own != null && own.onTheirWay == 0 && own.isEmpty()) {
            waiting.remove(organization);
        }
    }

    private static final class Waiting {

        private final Map<Urgency, Deque<Ticket>> queues = new EnumMap<>(Urgency.class);
        private Urgency nextInTurn = Urgency.FRESH;
        private int onTheirWay;

        void add(Ticket ticket) {
            queue(ticket.urgency()).add(ticket);
        }

        boolean remove(Ticket ticket) {
            return queue(ticket.urgency()).remove(ticket);
        }

        private Deque<Ticket> queue(Urgency urgency) {
            return queues.computeIfAbsent(urgency, any -> new ArrayDeque<>());
        }

        boolean isWaiting(Urgency urgency) {
            return !queue(urgency).isEmpty();
        }

        int length() {
            return queues.values().stream().mapToInt(Deque::size).sum();
        }

        boolean isEmpty() {
            return queues.values().stream().allMatch(Deque::isEmpty);
        }

        boolean mayBeCalled() {
            Ticket any = peek();
            return any != null && onTheirWay < any.lane().width();
        }

        private @Nullable Ticket peek() {
            return queue(urgencyInTurn()).peek();
        }

        Ticket next() {
            Urgency urgency = urgencyInTurn();
            if (urgency != Urgency.SEND) {
                nextInTurn = urgency == Urgency.FRESH ? Urgency.RETRY : Urgency.FRESH;
            }
            onTheirWay++;
            return queue(urgency).remove();
        }

        private Urgency urgencyInTurn() {
            if (isWaiting(Urgency.SEND)) {
                return Urgency.SEND;
            }
            Urgency other = nextInTurn == Urgency.FRESH ? Urgency.RETRY : Urgency.FRESH;
            return isWaiting(nextInTurn) ? nextInTurn : other;
        }
    }
}
