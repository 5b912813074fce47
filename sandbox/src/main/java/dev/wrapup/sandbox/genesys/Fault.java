package dev.wrapup.sandbox.genesys;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goes wrong with one request. Switched on by {@link Faults}. */
public sealed interface Fault {

    /** The platform's error with this status, for example 500, 502, 503, 504, 403 or 400; nothing is done. */
    static Fault status(int status) {
        return new Status(status, null);
    }

    /** The same with a {@code Retry-After}. */
    static Fault status(int status, Duration retryAfter) {
        return new Status(status, retryAfter);
    }

    /** No answer for so long, then a closed connection; nothing is done. */
    static Fault hang(Duration duration) {
        return new Hang(duration);
    }

    /** The connection is closed without an answer; nothing is done. */
    static Fault drop() {
        return new Drop();
    }

    /** A gateway's error page in HTML, with this status; nothing is done. */
    static Fault html(int status) {
        return new Html(status);
    }

    /** The right answer of the time when it was asked for, so much later. */
    static Fault late(Duration duration) {
        return new Late(duration);
    }

    /** The right answer, byte by byte, with this pause after each byte of the body. */
    static Fault slowBody(Duration perByte) {
        return new SlowBody(perByte);
    }

    /** The right status with bytes that are no JSON. */
    static Fault garbage() {
        return new Garbage();
    }

    /** The right status, half of the promised body, then a closed connection. */
    static Fault halfBody() {
        return new HalfBody();
    }

    /** The right status and nothing else. */
    static Fault emptyBody() {
        return new EmptyBody();
    }

    /** The wrap-up is accepted and recorded, then this goes wrong: the sender is left in doubt. */
    static Fault afterAccepting(Fault fault) {
        return new AfterAccepting(fault);
    }

    /** See {@link #status(int)}. */
    record Status(int status, @Nullable Duration retryAfter) implements Fault {

        /** Checks that it is an error. */
        public Status {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("not the status of an error: " + status);
            }
        }
    }

    /** See {@link #hang}. */
    record Hang(Duration duration) implements Fault {}

    /** See {@link #drop}. */
    record Drop() implements Fault {}

    /** See {@link #html}. */
    record Html(int status) implements Fault {}

    /** See {@link #late}. */
    record Late(Duration duration) implements Fault {}

    /** See {@link #slowBody}. */
    record SlowBody(Duration perByte) implements Fault {}

    /** See {@link #garbage}. */
    record Garbage() implements Fault {}

    /** See {@link #halfBody}. */
    record HalfBody() implements Fault {}

    /** See {@link #emptyBody}. */
    record EmptyBody() implements Fault {}

    /** See {@link #afterAccepting}. Applies to {@link Call#SEND} alone, and only where it is accepted. */
    record AfterAccepting(Fault fault) implements Fault {

        /** Checks that it is not nested. */
        public AfterAccepting {
            if (fault instanceof AfterAccepting) {
                throw new IllegalArgumentException("accepted once is accepted");
            }
        }
    }
}
