package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One conversation and everything that was ever asked of it. Thread-safe. */
final class Conversation {

    /** Requests beyond these are counted but forgotten, so that a retry storm cannot fill the memory. */
    static final int MAX_REQUESTS = 64;

    private final OrganizationId organization;
    private final ConversationId id;
    private final Instant startedAt;
    private final @Nullable Duration lag;
    private @Nullable Instant closedAt;
    private @Nullable Instant readyAt;
    private @Nullable Instant emittedAt;
    private List<History.WrapUp> wrapUps = List.of();
    private final Deque<History.Request> requests = new ArrayDeque<>(4);
    private int calls;
    private int wrongOrganizationCalls;
    private int notReadyAnswers;

    /** An open conversation that becomes ready so long after its closure; null for never. */
    Conversation(OrganizationId organization, ConversationId id, Instant startedAt, @Nullable Duration lag) {
        this.organization = organization;
        this.id = id;
        this.startedAt = startedAt;
        this.lag = lag;
    }

    OrganizationId organization() {
        return organization;
    }

    ConversationId id() {
        return id;
    }

    Instant startedAt() {
        return startedAt;
    }

    synchronized void close(Instant now) {
        if (closedAt != null) {
            throw new IllegalStateException("conversation " + id + " is closed already");
        }
        closedAt = now;
        readyAt = lag == null ? null : now.plus(lag);
    }

    /** Overrides what the scenario drew; null for never. */
    synchronized void readyAt(@Nullable Instant readyAt) {
        if (closedAt == null) {
            throw new IllegalStateException("conversation " + id + " is open: it becomes ready after its closure");
        }
        this.readyAt = readyAt;
    }

    synchronized void emitted(Instant now) {
        if (emittedAt == null) {
            emittedAt = now;
        }
    }

    /** How many wrap-ups there are after this one; 0 where the interaction was not ready to accept it. */
    synchronized int accept(History.WrapUp wrapUp) {
        if (readyAt == null || wrapUp.acceptedAt().isBefore(readyAt)) {
            notReadyAnswers++;
            return 0;
        }
        wrapUps = Stream.concat(wrapUps.stream(), Stream.of(wrapUp)).toList();
        return wrapUps.size();
    }

    synchronized void asked(History.Request request) {
        calls++;
        if (request.wrongOrganization()) {
            wrongOrganizationCalls++;
        }
        if (requests.size() == MAX_REQUESTS) {
            forgetOne();
        }
        requests.addLast(request);
    }

    /** The oldest one, but none that was wrong before all that were right: those must be found. */
    private void forgetOne() {
        History.Request forgotten = requests.stream()
                .filter(request -> !request.wrongOrganization())
                .findFirst()
                .orElseGet(requests::getFirst);
        requests.removeFirstOccurrence(forgotten);
    }

    synchronized Optional<Instant> closedAt() {
        return Optional.ofNullable(closedAt);
    }

    synchronized Optional<History.WrapUp> wrapUp() {
        return wrapUps.isEmpty() ? Optional.empty() : Optional.of(wrapUps.getLast());
    }

    synchronized History history() {
        return new History(organization, id, closedAt, readyAt, emittedAt, wrapUps, List.copyOf(requests));
    }

    /** Adds what this conversation knows to a summary. */
    synchronized void addTo(SummaryBuilder summary) {
        summary.calls(calls, wrongOrganizationCalls, notReadyAnswers);
        if (closedAt != null) {
            summary.closed(new History(organization, id, closedAt, readyAt, emittedAt, wrapUps, List.of()));
        }
    }
}
