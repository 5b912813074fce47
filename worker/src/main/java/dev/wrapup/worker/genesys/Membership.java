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
    private Optional<Answer.Failure> failure = Optional.empty();
    private @Nullable Token failedWith;
    private long failedNanos;

    Membership(TokenCheck check, Clock clock) {
        this.check = check;
        this.clock = clock;
    }

    boolean isProven() {
        return proven;
    }

    /**
     * Why the token must not be used; empty when it may.
     *
     * @throws StoppedException when waiting was called off; nothing was sent
     */
    Optional<Answer.Failure> failure(Token token, Waiting waiting) throws StoppedException {
        if (proven) {
            return Optional.empty();
        }
        proof.lock();
        try {
            return stands(token) ? failure : prove(token, waiting);
        } finally {
            proof.unlock();
        }
    }

    private boolean stands(Token token) {
        return proven || (token.equals(failedWith) && clock.nanoTime() - failedNanos < FAILURE_STANDS.toNanos());
    }

    private Optional<Answer.Failure> prove(Token token, Waiting waiting) throws StoppedException {
        failure = check.failure(token, waiting);
        failedWith = failure.isPresent() ? token : null;
        failedNanos = clock.nanoTime();
        proven = failure.isEmpty();
        return failure;
    }
}
