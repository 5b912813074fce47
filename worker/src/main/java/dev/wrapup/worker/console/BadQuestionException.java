package dev.wrapup.worker.console;

import java.io.Serial;

/** What was asked makes no sense. The message says what does. */
final class BadQuestionException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    BadQuestionException(String message) {
        super(message);
    }
}
