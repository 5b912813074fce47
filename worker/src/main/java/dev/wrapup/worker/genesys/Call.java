package dev.wrapup.worker.genesys;

import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** One call to an organization's API: how to ask, and what the answer, or none, means. */
interface Call {

    Request request(String token);

    Answer meaning(Response response, Instant now);

    /** Waits for the turn that the call needs; empty when it may be sent. */
    default Optional<Answer.Throttled> turn(Pacing pacing, Waiting waiting) throws StoppedException {
        return pacing.turn(waiting);
    }

    /** What it means that no whole answer came. */
    default Answer unanswered(IOException failure) {
        return new Answer.Unavailable(describe(failure));
    }

    static String describe(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
