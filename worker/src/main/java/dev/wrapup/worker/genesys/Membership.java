package dev.wrapup.worker.genesys;

import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.genesys.Tokens.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * That the credentials act for their organization: proven once, before their token is used for anything else. One proof
 * at a time; whoever comes meanwhile shares what it brings. Thread-safe.
 */
final class Membership {

    /** How long a failure stands for everybody who has the same token. */
    private static final Duration FAILURE_STANDS = Duration.ofSeconds(5);

    private final TokenCheck check;
    private final Clock clock;
    private final ReentrantLock proof = new ReentrantLock();
    private volatile boolean proven;
    private volatile @Nullable Failed failed;

    private record Failed(Token token, Answer.Failure failure, long nanos) {

        /** No longer than the platform asks for patience. */
        Duration stands() {
            return failure instanceof Answer.Throttled throttled
                            && throttled.retryAfter().compareTo(FAILURE_STANDS) < 0
                    ? throttled.retryAfter()
                    : FAILURE_STANDS;
        }
    }

    Membership(TokenCheck check, Clock clock) {
        this.check = check;
        this.clock = clock;
    }

    boolean isProven() {
        return proven;
    }

    /** Why the token must not be used, as far as that was found out a moment ago. */
    Optional<Answer.Failure> standing(Token token) {
        Failed last = failed;
        return last != null
                        && last.token.equals(token)
                        && clock.nanoTime() - last.nanos < last.stands().toNanos()
                ? Optional.of(last.failure)
                : Optional.empty();
    }

    /**
     * What a proof brought.
     *
     * @param failure why the token must not be used; empty when it may
     * @param isNews whether the platform was asked for it, or it is what somebody else's proof brought
     */
    record Proof(Optional<Answer.Failure> failure, boolean isNews) {}

    /**
     * Finds out whether the token may be used.
     *
     * @throws StoppedException when waiting was called off; nothing was sent
     */
    Proof prove(Token token, Waiting waiting) throws StoppedException {
        proof.lock();
        try {
            Optional<Answer.Failure> standing = standing(token);
            return proven || standing.isPresent() ? new Proof(standing, false) : new Proof(ask(token, waiting), true);
        } finally {
            proof.unlock();
        }
    }

    private Optional<Answer.Failure> ask(Token token, Waiting waiting) throws StoppedException {
        Optional<Answer.Failure> failure = check.failure(token, waiting);
        failed = failure.map(why -> new Failed(token, why, clock.nanoTime())).orElse(null);
        proven = failure.isEmpty();
        return failure;
    }
}
