package dev.wrapup.worker.deliver;

import dev.wrapup.event.Closure;
import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Genesys;
import dev.wrapup.worker.genesys.Reply;
import dev.wrapup.worker.genesys.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One trip of a closure through a worker: verify, poll, send. Plain blocking code, for one thread. */
final class Pass {

    /**
     * The rules of every pass.
     *
     * @param forecast of its organization; empty where backoff alone decides the waits
     */
    record Rules(Duration budget, Backoff backoff, Optional<Forecast> forecast) {}

    private static final Duration SOON = Duration.ofMillis(1); // rounded up to the shortest delay
    private static final Duration UNTIL_MENDED = Duration.ofMinutes(1);

    private final Closure closure;
    private final Genesys genesys;
    private final Rules rules;
    private final Clock clock;
    private final RandomGenerator random;
    private final Waiting waiting;
    private Trail trail;
    private Urgency urgency; // of this poll's first request
    private boolean asked; // whether this poll sent anything

    Pass(Closure closure, Trail trail, Genesys genesys, Rules rules, Surroundings surroundings) {
        this.closure = closure;
        this.trail = trail;
        this.genesys = genesys;
        this.rules = rules;
        this.clock = surroundings.clock();
        this.random = surroundings.random();
        this.waiting = surroundings.waiting();
        this.urgency = trail.effort().equals(Effort.NONE) ? Urgency.FRESH : Urgency.RETRY;
    }

    /** Time, chance and patience, handed in from outside. */
    record Surroundings(Clock clock, RandomGenerator random, Waiting waiting) {}

    /**
     * Runs the pass to its end.
     *
     * @param inDoubt whether something suggests an earlier attempt, so that the platform is asked before it is told
     * @throws StoppedException when the record is no longer ours; whoever owns it next starts the pass anew
     */
    Outcome run(boolean inDoubt) throws StoppedException {
        long started = clock.nanoTime();
        boolean verify = inDoubt;
        Optional<Outcome.NotReady> lastHeard = Optional.empty();
        for (int poll = 1; ; poll++) {
            asked = false;
            trail = trail.with(trail.effort().plusPoll());
            Outcome outcome = verify ? verifyThenSend() : send(urgency);
            if (wasKeptFromAsking(outcome) && lastHeard.isPresent()) {
                return lastHeard.get(); // that it is not ready was learnt in this pass, and counts as one
            }
            if (!(outcome instanceof Outcome.NotReady notReady)) {
                return outcome;
            }
            lastHeard = Optional.of(notReady);
            Optional<Duration> wait =
                    untilNextPoll(poll, notReady, rules.budget().minus(since(started)));
            if (wait.isEmpty()) {
                return notReady;
            }
            waiting.pause(wait.get());
            urgency = Urgency.RETRY;
            verify = notReady.reason() != Reason.NotReady.INTERACTION_NOT_READY;
        }
    }

    /**
     * The wait before the next poll; empty when that would be beyond the budget. What is foretold for later is asked
     * once more at the very end: else it waits for a whole delay.
     */
    private Optional<Duration> untilNextPoll(int poll, Outcome.NotReady notReady, Duration left) {
        if (!left.isPositive()) {
            return Optional.empty();
        }
        return foretold(notReady)
                .map(wait -> wait.compareTo(left) < 0 ? wait : left)
                .or(() -> Optional.of(rules.backoff().after(poll, random)).filter(wait -> wait.compareTo(left) <= 0));
    }

    private Optional<Duration> foretold(Outcome.NotReady notReady) {
        return notReady.reason() == Reason.NotReady.INTERACTION_NOT_READY
                ? rules.forecast().flatMap(forecast -> forecast.wait(age(clock.now())))
                : Optional.empty();
    }

    /** Whether our own pacing or breaker held the poll back. A 429 is the platform's word, and must be kept. */
    private boolean wasKeptFromAsking(Outcome outcome) {
        return !asked && outcome instanceof Outcome.Deferred;
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(clock.nanoTime() - nanos);
    }

    /** What is known of the record by now. */
    Trail trail() {
        return trail;
    }

    private Outcome verifyThenSend() throws StoppedException {
        return switch (ask(genesys.conversation(closure, urgency, waiting))) {
            case Answer.Found found
            when found.wrappedUp() -> new Outcome.Delivered(Reason.Delivered.ALREADY_APPLIED, null);
            case Answer.Found found when !found.ended() -> notReady(Reason.NotReady.CONVERSATION_OPEN, "not ended yet");
            case Answer.Found found -> send(Urgency.SEND);
            case Answer.NotFound notFound ->
                notReady(Reason.NotReady.CONVERSATION_NOT_FOUND, "the organization does not know the conversation");
            case Answer.Failure failure -> ended(failure);
            case Answer.Accepted impossible -> throw new IllegalStateException("a question was accepted");
            case Answer.InDoubt impossible -> throw new IllegalStateException("a question was in doubt");
        };
    }

    private Outcome send(Urgency first) throws StoppedException {
        return switch (ask(genesys.sendWrapUp(closure, first, waiting))) {
            case Answer.Accepted accepted -> new Outcome.Delivered(Reason.Delivered.ACCEPTED, foundReady());
            case Answer.NotFound notFound -> foundNotReady();
            case Answer.InDoubt inDoubt -> settleDoubt(inDoubt);
            case Answer.Failure failure -> ended(failure);
            case Answer.Found impossible -> throw new IllegalStateException("a wrap-up was found");
        };
    }

    /**
     * A wrap-up that may have been taken is never repeated in the same pass: the platform gets the time of a delay to
     * show it, and the next pass asks before it sends.
     */
    private Outcome settleDoubt(Answer.InDoubt doubt) throws StoppedException {
        boolean taken = ask(genesys.conversation(closure, Urgency.SEND, waiting)) instanceof Answer.Found found
                && found.wrappedUp();
        return taken
                ? new Outcome.Delivered(Reason.Delivered.ALREADY_APPLIED, foundReady())
                : new Outcome.Deferred(Reason.Deferred.API_UNAVAILABLE, SOON, doubt.detail());
    }

    private Outcome foundNotReady() {
        Instant now = clock.now();
        rules.forecast().ifPresent(forecast -> forecast.notReady(ageBefore(), age(now)));
        trail = trail.withLastNotReadyAt(now);
        return notReady(Reason.NotReady.INTERACTION_NOT_READY, "scripting does not know the interaction yet");
    }

    private Instant foundReady() {
        Instant now = clock.now();
        Duration before = ageBefore();
        if (before != null) {
            rules.forecast().ifPresent(forecast -> forecast.ready(before, age(now)));
        }
        return now;
    }

    private @Nullable Duration ageBefore() {
        Instant before = trail.lastNotReadyAt();
        return before == null ? null : age(before);
    }

    /**
     * Between closure and answer: when the answer came and not when the poll was decided, since it may have waited in
     * line for long.
     */
    private Duration age(Instant answered) {
        return Duration.between(Observation.birth(closure.closedAt(), trail.firstSeen()), answered);
    }

    private Answer ask(Reply reply) {
        asked |= reply.apiCalls() > 0;
        trail = trail.with(trail.effort().plusCalls(reply.apiCalls())).withCorrelationId(reply.correlationId());
        if (reply.answer() instanceof Answer.Found) {
            trail = trail.withConversationFound();
        }
        return reply.answer();
    }

    private static Outcome notReady(Reason.NotReady reason, String detail) {
        return new Outcome.NotReady(reason, detail);
    }

    private static Outcome ended(Answer.Failure failure) {
        return switch (failure) {
            case Answer.Throttled throttled ->
                new Outcome.Deferred(Reason.Deferred.RATE_LIMITED, throttled.retryAfter(), throttled.detail());
            case Answer.CircuitOpen open ->
                new Outcome.Deferred(Reason.Deferred.CIRCUIT_OPEN, open.retryAfter(), open.detail());
            case Answer.Unavailable unavailable ->
                new Outcome.Deferred(Reason.Deferred.API_UNAVAILABLE, SOON, unavailable.detail());
            case Answer.Refused refused ->
                new Outcome.Deferred(Reason.Deferred.CREDENTIALS_REFUSED, UNTIL_MENDED, refused.detail());
            case Answer.Rejected rejected -> new Outcome.Dead(Reason.Dead.REJECTED, rejected.detail());
        };
    }
}
