package dev.wrapup.worker.genesys;

import java.time.Duration;

/** What the platform's answer to one question means. Every answer, or the lack of one, is one of these. */
public sealed interface Answer {

    /**
     * The organization knows the conversation.
     *
     * @param ended whether it has ended
     * @param wrappedUp whether it already shows the wrap-up that would be sent
     */
    record Found(boolean ended, boolean wrappedUp) implements Answer {}

    /** The platform took the wrap-up. */
    record Accepted() implements Answer {}

    /** 404: a conversation that the organization does not know, or an interaction that scripting does not know yet. */
    record NotFound() implements Answer {}

    /**
     * The wrap-up may have been taken, or not: only asking tells.
     *
     * @param detail what happened, in words
     */
    record InDoubt(String detail) implements Answer {}

    /** The question got no answer to act on. */
    sealed interface Failure extends Answer {

        /** What happened, in words. */
        String detail();
    }

    /**
     * Not now: the limit of requests is used up.
     *
     * @param retryAfter until there is room again
     */
    record Throttled(Duration retryAfter, String detail) implements Failure {}

    /** The platform failed, did not answer in time, or answered what nobody can read. */
    record Unavailable(String detail) implements Failure {}

    /**
     * Nothing was sent: the organization's breaker is open.
     *
     * @param retryAfter until it tries again
     */
    record CircuitOpen(Duration retryAfter, String detail) implements Failure {}

    /**
     * The credentials, a scope or a permission are wrong.
     *
     * @param unauthenticated whether it is the token that was refused, so that another one may help
     */
    record Refused(boolean unauthenticated, String detail) implements Failure {}

    /** The platform will never take this request. */
    record Rejected(String detail) implements Failure {}
}
