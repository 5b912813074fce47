package dev.wrapup.worker.genesys;

import dev.wrapup.topic.Detail;
import dev.wrapup.worker.genesys.Tokens.Token;
import java.io.IOException;
import java.time.Instant;

/** One call to an organization's API: how to ask, and what the answer, or none, means. */
interface Call {

    Request request(Token token);

    /** What is sent, for whoever is to be told. */
    Exchanges.Sent sent();

    Answer meaning(Response response, Instant now);

    /** Whether it is a wrap-up, or a question. */
    default boolean isWrapUp() {
        return false;
    }

    /** What it means that no whole answer came. */
    default Answer unanswered(IOException failure) {
        return new Answer.Unavailable(describe(failure));
    }

    /** One line: a library quotes what it could not read. */
    static String describe(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : Detail.of(message);
    }
}
