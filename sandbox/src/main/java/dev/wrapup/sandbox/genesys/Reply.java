package dev.wrapup.sandbox.genesys;

import org.jspecify.annotations.Nullable;

/**
 * The answer, and what goes wrong with it on the wire.
 *
 * @param fault one of those that only the wire can play; null for none
 */
record Reply(Answer answer, @Nullable Fault fault) {

    private static final String GARBAGE = "\u0000\u0016\u0003<{\"id\": ]\u0007 Bad Gateway";
    private static final String PAGE =
            "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Error</h1></body></html>";

    static Reply of(Answer answer) {
        return new Reply(answer, null);
    }

    /** What the fault makes of the answer. */
    static Reply spoilt(Answer answer, Fault fault, String contextId) {
        return switch (fault) {
            case Fault.Status status -> of(Errors.of(status.status(), contextId, status.retryAfter()));
            case Fault.Html html -> of(Answer.html(html.status(), PAGE));
            case Fault.Garbage garbage -> of(answer.withBody(GARBAGE));
            case Fault.EmptyBody empty -> of(answer.withBody(""));
            case Fault.Late late -> new Reply(answer, late);
            case Fault.SlowBody slow -> new Reply(answer.withSomeBody(), slow);
            case Fault.HalfBody half -> new Reply(answer.withSomeBody(), half);
            case Fault.Hang hang -> new Reply(answer, hang);
            case Fault.Drop drop -> new Reply(answer, drop);
            case Fault.AfterAccepting after -> spoilt(answer, after.fault(), contextId);
        };
    }

    /** Whether nothing is done for a request with this fault. */
    static boolean insteadOfWork(Fault fault) {
        return switch (fault) {
            case Fault.Status status -> true;
            case Fault.Html html -> true;
            case Fault.Hang hang -> true;
            case Fault.Drop drop -> true;
            case Fault.Late late -> false;
            case Fault.SlowBody slow -> false;
            case Fault.Garbage garbage -> false;
            case Fault.HalfBody half -> false;
            case Fault.EmptyBody empty -> false;
            case Fault.AfterAccepting after -> false;
        };
    }

    Reply with(String header, Object value) {
        return new Reply(answer.with(header, value), fault);
    }

    /** The status that the client gets to see; 0 where it gets no answer. */
    int status() {
        return fault instanceof Fault.Hang || fault instanceof Fault.Drop ? 0 : answer.status();
    }
}
