package dev.wrapup.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.Closure;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Genesys;
import dev.wrapup.worker.genesys.Reply;
import dev.wrapup.worker.genesys.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A platform that says its lines in order, and takes down what it was asked. */
class ScriptedGenesys implements Genesys {

    static final Answer.Found READY = new Answer.Found(true, false);
    static final Answer.Found OPEN = new Answer.Found(false, false);
    static final Answer.Found WRAPPED_UP = new Answer.Found(true, true);
    static final Answer.NotFound NOT_FOUND = new Answer.NotFound();
    static final Answer.Accepted ACCEPTED = new Answer.Accepted();
    static final Answer.InDoubt IN_DOUBT = new Answer.InDoubt("no whole answer");

    private final List<Reply> script = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    /** One line for each answer, and each costs one call. */
    ScriptedGenesys(Answer... answers) {
        for (Answer answer : answers) {
            then(new Reply(answer, 1, null));
        }
    }

    ScriptedGenesys then(Reply reply) {
        script.add(reply);
        return this;
    }

    /** GET or POST, in the order in which they were asked. */
    List<String> asked() {
        return asked;
    }

    @Override
    public Reply conversation(Closure closure, Urgency urgency, Waiting waiting) throws StoppedException {
        return next("GET", waiting);
    }

    @Override
    public Reply sendWrapUp(Closure closure, Urgency urgency, Waiting waiting) throws StoppedException {
        return next("POST", waiting);
    }

    /** For whoever wants to hold it up. */
    void beforeAnswering() throws InterruptedException {}

    private Reply next(String method, Waiting waiting) throws StoppedException {
        waiting.pause(Duration.ZERO);
        try {
            beforeAnswering();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(script)
                .as("lines left, after %s, for another %s", asked, method)
                .isNotEmpty();
        asked.add(method);
        return script.removeFirst();
    }
}
